using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Management;

/// <summary>Each silo's own service, for the other silos. Its key is the silo's address.</summary>
[Alias("sys.silo")]
internal interface ISiloControl : IGrainWithStringKey
{
    /// <summary>Whether the silo still runs a grain that now belongs to the caller.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<HoldAnswer> IsHeld(string grainType, string key, long version);

    /// <summary>A silo has settled in a version of the view.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task Settled(string silo, long version);

    /// <summary>The silo's figures.</summary>
    [AlwaysInterleave]
    Task<SiloRuntimeStatistics> GetStatistics();

    /// <summary>The silo's activations by class.</summary>
    [AlwaysInterleave]
    Task<SimpleGrainStatistic[]> GetGrainStatistics();

    /// <summary>Ends activations that were idle for a time.</summary>
    [AlwaysInterleave]
    Task Collect(TimeSpan age);
}
