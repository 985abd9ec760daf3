namespace Platform.LoadTests.Load;

/// <summary>What a measured stretch of load gave.</summary>
/// <param name="Requests">Answered requests within the measured time.</param>
/// <param name="Elapsed">The measured time.</param>
/// <param name="Latency">How long each request took.</param>
internal sealed record LoadResult(long Requests, TimeSpan Elapsed, LatencyHistogram Latency)
{
    /// <summary>Requests per second; 0 for a stretch that was interrupted before it was measured.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Requests / Elapsed.TotalSeconds : 0;

    /// <summary>Requests answered in each full second of the measured time, in order.</summary>
    public IReadOnlyList<long> PerSecond { get; init; } = [];
}
