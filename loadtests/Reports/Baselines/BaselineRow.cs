namespace Platform.LoadTests.Reports.Baselines;

/// <summary>A row of an earlier report.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Requests">How many requests its latencies rest on.</param>
/// <param name="PerSecond">Requests per second; 0 where that says nothing.</param>
/// <param name="P50Ms">Half of them took no longer.</param>
/// <param name="P99Ms">All but one in a hundred took no longer.</param>
internal sealed record BaselineRow(string Name, long Requests, double PerSecond, double P50Ms, double P99Ms);
