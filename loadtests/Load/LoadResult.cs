namespace Platform.LoadTests.Load;

/// <summary>What a measured stretch of load gave.</summary>
/// <param name="Requests">Answered requests within the measured time.</param>
/// <param name="Elapsed">The measured time.</param>
/// <param name="Latency">How long each request took.</param>
internal sealed record LoadResult(long Requests, TimeSpan Elapsed, LatencyHistogram Latency)
{
    /// <summary>Requests per second.</summary>
    public double Rate => Requests / Elapsed.TotalSeconds;
}
