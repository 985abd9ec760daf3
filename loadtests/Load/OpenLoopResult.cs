namespace Platform.LoadTests.Load;

/// <summary>What a stretch of load on a schedule gave.</summary>
/// <param name="Elapsed">From the first request that was due to the last answer.</param>
/// <param name="Latencies">How long each request took, by worker.</param>
internal sealed record OpenLoopResult(TimeSpan Elapsed, IReadOnlyList<IReadOnlyList<TimeSpan>> Latencies)
{
    /// <summary>What some of the workers found.</summary>
    /// <param name="isMeant">Whether the worker with a number is one of them.</param>
    public LoadResult Of(Func<int, bool> isMeant)
    {
        var histogram = new LatencyHistogram();
        foreach (var latency in Latencies.Where((_, worker) => isMeant(worker)).SelectMany(latencies => latencies))
            histogram.Record(latency);
        return new LoadResult(histogram.Count, Elapsed, histogram);
    }
}
