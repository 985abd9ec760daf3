using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Users;

/// <summary>What a load gave, turn by turn.</summary>
/// <param name="start">The timestamp that its times count from.</param>
/// <param name="all">The turns, in any order.</param>
internal sealed class TurnSamples(long start, IReadOnlyList<TurnSample> all)
{
    /// <summary>The timestamp that the times count from.</summary>
    public long Start => start;

    /// <summary>The turns, in order of when they were due.</summary>
    public IReadOnlyList<TurnSample> All { get; } = [.. all.OrderBy(static turn => turn.Due)];

    /// <summary>How many of the turns that were due in a stretch came to this.</summary>
    public int Count(TimeSpan from, TimeSpan to, TurnOutcome outcome) => Due(from, to).Count(turn => turn.Outcome == outcome);

    /// <summary>A stretch as a row: the turns served in it per second, and the latencies of those that were due in it.</summary>
    public ReportRow Row(string name, TimeSpan from, TimeSpan to, TurnOutcome outcome = TurnOutcome.Served) =>
        new(name, Rate(from, to, outcome), Latency(from, to, outcome));

    /// <summary>Answers per second in a stretch.</summary>
    public double Rate(TimeSpan from, TimeSpan to, TurnOutcome outcome = TurnOutcome.Served) =>
        All.Count(turn => turn.Outcome == outcome && turn.Answered >= from && turn.Answered < to) / (to - from).TotalSeconds;

    /// <summary>The latencies of the turns that were due in a stretch.</summary>
    public LatencyHistogram Latency(TimeSpan from, TimeSpan to, TurnOutcome outcome = TurnOutcome.Served) =>
        Histogram(from, to, outcome, static turn => turn.Took);

    /// <summary>How long the platform had the turns that were due in a stretch, without the time that they waited to be sent.</summary>
    public LatencyHistogram Answering(TimeSpan from, TimeSpan to, TurnOutcome outcome) => Histogram(from, to, outcome, static turn => turn.Answering);

    /// <summary>How long after they were due turns were sent: because their user still waited for another answer, or the generator was late itself.</summary>
    public LatencyHistogram Lateness(TimeSpan from, TimeSpan to) => Histogram(from, to, null, static turn => turn.Sent - turn.Due);

    /// <summary>A percentile of the latencies of turns that were due in a stretch; null when none was.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="from">The stretch's begin.</param>
    /// <param name="to">Its end.</param>
    public TimeSpan? Percentile(double share, TimeSpan from, TimeSpan to)
    {
        var sorted = Due(from, to).Where(static turn => turn.Outcome == TurnOutcome.Served).Select(static turn => turn.Took).Order().ToArray();
        return sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>Turns served per second and their p99, slice by slice; times count from the begin of the stretch.</summary>
    public IEnumerable<ReportSeries> Course(TimeSpan slice, TimeSpan from, TimeSpan to, string name = "turns")
    {
        var slices = Enumerable.Range(0, (int)Math.Max(1, (to - from) / slice)).Select(index => from + (slice * index)).ToArray();
        yield return new ReportSeries($"{name}, served", "per second", [.. slices.Select(at => (at - from, Rate(at, at + slice)))]);
        yield return new ReportSeries(
            $"{name}, p99",
            "ms",
            [.. slices.Select(at => (At: at - from, P99: Percentile(0.99, at, at + slice))).Where(static point => point.P99 is not null).Select(static point => (point.At, point.P99!.Value.TotalMilliseconds))]);
        if (All.Any(static turn => turn.Outcome == TurnOutcome.Refused))
            yield return new ReportSeries($"{name}, refused", "per second", [.. slices.Select(at => (at - from, Rate(at, at + slice, TurnOutcome.Refused)))]);
    }

    private LatencyHistogram Histogram(TimeSpan from, TimeSpan to, TurnOutcome? outcome, Func<TurnSample, TimeSpan> measure)
    {
        var histogram = new LatencyHistogram();
        foreach (var turn in Due(from, to))
        {
            if (outcome is null || turn.Outcome == outcome)
                histogram.Record(measure(turn));
        }

        return histogram;
    }

    // They are in order, and there are many: a slice is not looked for from the first one on.
    private IEnumerable<TurnSample> Due(TimeSpan from, TimeSpan to)
    {
        var (low, high) = (0, All.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (All[middle].Due < from)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < All.Count && All[low].Due < to; low++)
            yield return All[low];
    }
}
