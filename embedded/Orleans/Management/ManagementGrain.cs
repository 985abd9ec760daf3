using Orleans.Calls;
using Orleans.Concurrency;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Management;

/// <summary>Collects what the silos say about themselves.</summary>
[Reentrant, GrainType("sys.management")]
internal sealed class ManagementGrain(ClusterViewSource views) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(Rows(onlyActive).ToDictionary(member => member.SiloAddress, member => member.Status));

    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false) => Task.FromResult(Rows(onlyActive).ToArray());

    public Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds) =>
        Task.WhenAll(hostsIds.Select(silo => Control(silo).GetStatistics()));

    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics()
    {
        var all = await Task.WhenAll(Active().Select(silo => Control(silo).GetGrainStatistics()));
        return [.. all.SelectMany(statistics => statistics)];
    }

    public async Task<int> GetTotalActivationCount() =>
        (await GetRuntimeStatistics([.. Active()])).Sum(statistics => statistics.ActivationCount);

    public Task ForceActivationCollection(TimeSpan ageLimit) => Task.WhenAll(Active().Select(silo => Control(silo).Collect(ageLimit)));

    private IEnumerable<SiloAddress> Active() => views.Current.Active.Select(member => member.SiloAddress);

    private IEnumerable<MembershipEntry> Rows(bool onlyActive) => onlyActive ? views.Current.Active : views.Current.Members;

    private ISiloControl Control(SiloAddress silo) => GrainFactory.GetGrain<ISiloControl>(SiloControlAddress.Of(silo));
}
