using Platform.LoadTests.Load;

namespace Platform.LoadTests.Reports;

/// <summary>One measured stretch of a report.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Rate">Requests per second.</param>
/// <param name="Latency">How long requests took.</param>
internal sealed record ReportRow(string Name, double Rate, LatencyHistogram Latency);
