using Platform.Tests.Engine.Behaviour;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class ManagementTests(EngineRedis redis)
{
    [Fact]
    public async Task A_client_sees_hosts_and_their_activations()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        await Eventually.Holds(async () => (await management.GetHosts(onlyActive: true)).Count == 2);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => cluster.Client.GetGrain<ILifeGrain>("m" + number).Instance()));

        var hosts = await management.GetHosts(onlyActive: true);
        Assert.Equal(2, hosts.Count);
        Assert.All(hosts.Values, status => Assert.Equal(SiloStatus.Active, status));
        var details = await management.GetDetailedHosts(onlyActive: true);
        Assert.Equal(hosts.Keys.Order(), details.Select(row => row.SiloAddress).Order());
        var statistics = await management.GetSimpleGrainStatistics();
        Assert.Equal(50, statistics.Where(row => row.GrainType.Contains(nameof(LifeGrain), StringComparison.Ordinal)).Sum(row => row.ActivationCount));
        Assert.InRange(await management.GetTotalActivationCount(), 51, 60);
        var runtime = await management.GetRuntimeStatistics([.. hosts.Keys]);
        Assert.Equal(2, runtime.Length);
        Assert.True(runtime[0].EnvironmentStatistics.MaximumAvailableMemoryBytes > 0);
    }
}
