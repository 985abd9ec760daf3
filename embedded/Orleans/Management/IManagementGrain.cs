namespace Orleans.Runtime;

/// <summary>Asks all silos about themselves. Its key is 0.</summary>
[Alias("Orleans.Runtime.IManagementGrain")]
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos and their statuses.</summary>
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>The rows of the membership table.</summary>
    Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false);

    /// <summary>Figures of some silos, in the same order.</summary>
    Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds);

    /// <summary>The activations by grain class and silo, of all active silos.</summary>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>The number of activations of all active silos.</summary>
    Task<int> GetTotalActivationCount();

    /// <summary>Deactivates what had no calls for a time, on all active silos.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);
}
