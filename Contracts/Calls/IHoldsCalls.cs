using Orleans.Concurrency;

namespace Platform.Contracts.Calls;

/// <summary>
/// A grain that tells whether it still has a call. A client of the cluster is not told that a silo was lost, so who has called
/// a grain there would wait for the end of the call's time, which may be many minutes away; he asks the grain, which lives on
/// another silo by then.
/// </summary>
[Alias("IHoldsCalls")]
public interface IHoldsCalls : IGrainWithStringKey
{
    /// <summary>Whether calls of a request are under way here, or may be waiting to begin. False: they are over, or were lost.</summary>
    /// <param name="request">The request as its calls carry it.</param>
    [AlwaysInterleave, Alias("Holds")]
    Task<bool> Holds(string request);
}
