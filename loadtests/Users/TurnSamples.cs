using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Users;

/// <summary>What a load gave, turn by turn.</summary>
internal sealed class TurnSamples
{
    private readonly TimeSpan _end;
    private readonly SortedTimes _due;
    private readonly Dictionary<TurnOutcome, SortedTimes> _answered;

    /// <param name="start">The timestamp that its times count from.</param>
    /// <param name="warmUp">How much of it is not measured.</param>
    /// <param name="end">When nothing more was sent: before its time when the run was ended early.</param>
    /// <param name="all">The turns, in any order.</param>
    public TurnSamples(long start, TimeSpan warmUp, TimeSpan end, IEnumerable<TurnSample> all)
    {
        (Start, From, _end) = (start, warmUp, end);
        All = [.. all.OrderBy(static turn => turn.Due)];
        _due = new SortedTimes(All.Select(static turn => turn.Due));
        _answered = Enum.GetValues<TurnOutcome>().ToDictionary(
            static outcome => outcome, outcome => new SortedTimes(All.Where(turn => turn.Outcome == outcome).Select(static turn => turn.Answered)));
    }

    /// <summary>The timestamp that the times count from.</summary>
    public long Start { get; }

    /// <summary>Where the measured stretch begins.</summary>
    public TimeSpan From { get; }

    /// <summary>Where it ends.</summary>
    public TimeSpan To => _end > From ? _end : From;

    /// <summary>The turns, in order of when they were due.</summary>
    public IReadOnlyList<TurnSample> All { get; }

    /// <summary>How many of the turns that were due in a stretch came to this.</summary>
    public int Count(TimeSpan from, TimeSpan to, TurnOutcome outcome) => Due(from, to).Count(turn => turn.Outcome == outcome);

    /// <summary>The measured stretch as a row.</summary>
    public ReportRow Row(string name) => Row(name, From, To);

    /// <summary>A stretch as a row: the turns served in it per second, and the latencies of those that were due in it.</summary>
    public ReportRow Row(string name, TimeSpan from, TimeSpan to) => new(name, Rate(from, to), Latency(from, to))
    {
        PerSecond = [.. Slices(TimeSpan.FromSeconds(1), from, to < To ? to : To).Select(at => (long)Math.Round(Rate(at, at + TimeSpan.FromSeconds(1))))],
    };

    /// <summary>Answers per second in a stretch; 0 when nothing of it was run.</summary>
    public double Rate(TimeSpan from, TimeSpan to, TurnOutcome outcome = TurnOutcome.Served)
    {
        to = to < To ? to : To;
        return to > from ? _answered[outcome].Between(from, to) / (to - from).TotalSeconds : 0;
    }

    /// <summary>The latencies of the turns that were due in a stretch.</summary>
    public LatencyHistogram Latency(TimeSpan from, TimeSpan to, TurnOutcome outcome = TurnOutcome.Served) =>
        Histogram(from, to, outcome, static turn => turn.Took);

    /// <summary>How long the platform had the turns that were due in a stretch, without the time that they waited to be sent.</summary>
    public LatencyHistogram Answering(TimeSpan from, TimeSpan to, TurnOutcome outcome) => Histogram(from, to, outcome, static turn => turn.Answering);

    /// <summary>The generator's own error in the measured stretch and the queue before it, as facts of a report.</summary>
    /// <param name="stretch">Which stretch, when a report has several; null for the only one.</param>
    public (string Name, string Value)[] GeneratorFacts(string? stretch = null)
    {
        var late = new LatencyHistogram();
        var (queued, count) = (0, 0);
        foreach (var turn in Due(From, To))
        {
            count++;
            if (turn.WasQueued)
                queued++;
            else
                late.Record(turn.Sent - turn.Due);
        }

        var name = stretch is null ? "" : $"{stretch}: ";
        return
        [
            ($"{name}sent late by the generator itself, p50 / p99 / max", string.Create(CultureInfo.InvariantCulture,
                $"{late.Percentile(0.5).TotalMilliseconds:0.000} / {late.Percentile(0.99).TotalMilliseconds:0.000} / {late.Max.TotalMilliseconds:0.000} ms")),
            ($"{name}due while no connection was free", string.Create(CultureInfo.InvariantCulture, $"{queued:N0} of {count:N0}")),
        ];
    }

    /// <summary>A percentile of the latencies of turns that were due in a stretch; null when none was.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="from">The stretch's begin.</param>
    /// <param name="to">Its end.</param>
    public TimeSpan? Percentile(double share, TimeSpan from, TimeSpan to)
    {
        var sorted = Due(from, to).Where(static turn => turn.Outcome == TurnOutcome.Served).Select(static turn => turn.Took).Order().ToArray();
        return sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>The p99 of turns served, and where there are any the refused ones per second, slice by slice; times count from the begin of the measured stretch.</summary>
    /// <param name="slice">How long a slice is.</param>
    /// <param name="name">What the turns are called.</param>
    public IEnumerable<ReportSeries> Course(TimeSpan slice, string name)
    {
        // What happened in a slice is drawn in its middle.
        var slices = Slices(slice, From, To).Select(at => (At: at - From + (slice / 2), Begin: at, End: at + slice)).ToArray();
        yield return new ReportSeries(
            $"{name}, p99", "ms", [.. slices.Select(one => (one.At, Percentile(0.99, one.Begin, one.End)?.TotalMilliseconds ?? double.NaN))]);
        if (All.Any(static turn => turn.Outcome == TurnOutcome.Refused))
            yield return new ReportSeries($"{name}, refused", "per second", [.. slices.Select(one => (one.At, Rate(one.Begin, one.End, TurnOutcome.Refused)))]);
    }

    private static IEnumerable<TimeSpan> Slices(TimeSpan slice, TimeSpan from, TimeSpan to) =>
        Enumerable.Range(0, Math.Max(0, (int)((to - from) / slice))).Select(index => from + (slice * index));

    private LatencyHistogram Histogram(TimeSpan from, TimeSpan to, TurnOutcome outcome, Func<TurnSample, TimeSpan> measure)
    {
        var histogram = new LatencyHistogram();
        foreach (var turn in Due(from, to))
        {
            if (turn.Outcome == outcome)
                histogram.Record(measure(turn));
        }

        return histogram;
    }

    private IEnumerable<TurnSample> Due(TimeSpan from, TimeSpan to)
    {
        for (var at = _due.Before(from); at < All.Count && All[at].Due < to; at++)
            yield return All[at];
    }
}
