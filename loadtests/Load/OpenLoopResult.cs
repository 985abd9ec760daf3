using System.Globalization;

namespace Platform.LoadTests.Load;

/// <summary>What a stretch of load on a schedule gave.</summary>
/// <param name="Elapsed">From the first measured request that was due to the last answer.</param>
/// <param name="Tallies">What each worker counted.</param>
internal sealed record OpenLoopResult(TimeSpan Elapsed, IReadOnlyList<WorkerTally> Tallies)
{
    /// <summary>How much later than it was due each request was sent although somebody was free to send it: the load generator's own error.</summary>
    public LatencyHistogram SentLate
    {
        get
        {
            var late = new LatencyHistogram();
            foreach (var tally in Tallies)
                late.Add(tally.SentLate);
            return late;
        }
    }

    /// <summary>Requests that were due while every worker still waited for an answer. They are in the latencies.</summary>
    public long Queued => Tallies.Sum(static tally => tally.Queued);

    /// <summary>The generator's own error and the queue before it, as facts of a report; it is in the latencies, too.</summary>
    /// <param name="stretch">Which stretch, when a report has several; null for the only one.</param>
    public (string Name, string Value)[] GeneratorFacts(string? stretch = null)
    {
        var late = SentLate;
        var name = stretch is null ? "" : $"{stretch}: ";
        return
        [
            ($"{name}sent late by the generator itself, p50 / p99 / max", string.Create(CultureInfo.InvariantCulture,
                $"{late.Percentile(0.5).TotalMilliseconds:0.000} / {late.Percentile(0.99).TotalMilliseconds:0.000} / {late.Max.TotalMilliseconds:0.000} ms")),
            ($"{name}due while no connection was free", string.Create(CultureInfo.InvariantCulture, $"{Queued:N0} of {late.Count:N0}")),
        ];
    }

    /// <summary>What some of the workers found.</summary>
    /// <param name="isMeant">Whether the worker with a number is one of them.</param>
    public LoadResult Of(Func<int, bool> isMeant) => WorkerTally.Join(Tallies.Where((_, worker) => isMeant(worker)), Elapsed);

    /// <summary>What all workers found.</summary>
    public LoadResult All => Of(static _ => true);
}
