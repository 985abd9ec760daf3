using Platform.LoadTests.Load;

namespace Platform.LoadTests.Reports;

/// <summary>One measured stretch of a report.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Rate">Requests per second; 0 where that says nothing.</param>
/// <param name="Latency">How long requests took.</param>
internal sealed record ReportRow(string Name, double Rate, LatencyHistogram Latency)
{
    private readonly LatencySummary? _summary;

    /// <summary>Requests answered in each full second, in order; none when nobody counted them.</summary>
    public IReadOnlyList<long> PerSecond { get; init; } = [];

    /// <summary>The latencies that are shown and compared: those of <see cref="Latency"/>, unless medians of several runs stand for them.</summary>
    public LatencySummary Summary
    {
        get => _summary ?? LatencySummary.Of(Latency);
        init => _summary = value;
    }

    /// <summary>The row of a stretch of load, with its throughput over time.</summary>
    public static ReportRow Of(string name, LoadResult result) => new(name, result.Rate, result.Latency) { PerSecond = result.PerSecond };
}
