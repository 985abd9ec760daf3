using Platform.LoadTests.Load;

namespace Platform.LoadTests.Reports;

/// <summary>What a report tells of many latencies, in milliseconds.</summary>
internal sealed record LatencySummary(double P50, double P90, double P99, double P999, double Max)
{
    /// <summary>That of a histogram.</summary>
    public static LatencySummary Of(LatencyHistogram latency) => new(
        latency.Percentile(0.5).TotalMilliseconds,
        latency.Percentile(0.9).TotalMilliseconds,
        latency.Percentile(0.99).TotalMilliseconds,
        latency.Percentile(0.999).TotalMilliseconds,
        latency.Max.TotalMilliseconds);
}
