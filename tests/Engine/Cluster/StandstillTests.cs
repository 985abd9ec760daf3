using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Membership;
using Platform.Tests.Engine.Behaviour;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

/// <summary>A silo that stands still, and how little the others let it hold them up.</summary>
public sealed class StandstillTests(EngineRedis redis)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_grains_of_a_dead_silo_do_not_wait_for_a_silo_that_never_had_them()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2, NobodyProbes);
        using var silent = await SilentSilo.JoinAsync([.. cluster.Silos]);
        var (survivor, lost) = (cluster.Silos[0], AddressOf(cluster.Silos[1]));
        var grain = cluster.FactoryOf(0).GetGrain<ILifeGrain>(KeyThatMoves(survivor, lost));

        Assert.True(await survivor.Services.GetRequiredService<IClusterMembershipService>().TryKill(lost));

        // Well before it would give up asking the silent one, after 10 s.
        Assert.Equal(AddressOf(survivor).ToString(), await grain.Silo().WaitAsync(TimeSpan.FromSeconds(7), TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task A_call_that_waits_for_a_connection_goes_elsewhere_once_the_silo_is_declared_dead()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2, NobodyProbes);
        // The client's clock stands still: no limit on connecting passes, only the news of the death can end the wait.
        var client = await cluster.AddClientAsync(builder => builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider()));
        await client.GetGrain<ILifeGrain>("connected").Silo();
        using var silent = await SilentSilo.JoinAsync([.. cluster.Silos]);
        var views = client.ServiceProvider.GetRequiredService<ClusterViewSource>();
        views.RequestRefresh();
        await Eventually.Holds(() => Task.FromResult(views.Current.StatusOf(silent.Address) == SiloStatus.Active));
        var waiting = client.GetGrain<ILifeGrain>(KeyOn(views.Current, silent.Address)).Silo();

        Assert.True(await cluster.Silos[0].Services.GetRequiredService<IClusterMembershipService>().TryKill(silent.Address));
        Assert.True(await cluster.Silos[1].Services.GetRequiredService<IClusterMembershipService>().TryKill(silent.Address));

        Assert.NotEqual(silent.Address.ToString(), await waiting.WaitAsync(Limit, TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task A_silo_that_missed_one_probe_agrees_with_another_that_suspects_already()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1);
        // Left to itself, it would not suspect anybody within the time of this test.
        await cluster.AddSiloAsync(silo => silo.Configure<ClusterMembershipOptions>(options => options.NumMissedProbesLimit = 1000));
        using var silent = await SilentSilo.JoinAsync([.. cluster.Silos]);
        var views = cluster.Silos[0].Services.GetRequiredService<ClusterViewSource>();

        await Eventually.Holds(() => Task.FromResult(views.Current.StatusOf(silent.Address) == SiloStatus.Dead));

        Assert.Equal(2, views.Current.Find(silent.Address)!.SuspectTimes!.Count);
    }

    private static void NobodyProbes(ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(options =>
    {
        options.LivenessEnabled = false;
        options.NumVotesForDeathDeclaration = 1;
    });

    private static SiloAddress AddressOf(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>The key of a grain that is one silo's, and another's when that one is dead.</summary>
    private static string KeyThatMoves(IHost to, SiloAddress from)
    {
        var view = to.Services.GetRequiredService<ClusterViewSource>().Current;
        var without = new ClusterView(view.Version, view.Members.Where(member => !member.SiloAddress.Equals(from)));
        while (true)
        {
            var key = KeyOn(view, from);
            if (AddressOf(to).Equals(without.OwnerOf(GrainId.Create("any", key))))
                return key;
        }
    }

    private static string KeyOn(ClusterView view, SiloAddress silo)
    {
        while (true)
        {
            var key = Guid.NewGuid().ToString("N");
            if (silo.Equals(view.OwnerOf(GrainId.Create("any", key))))
                return key;
        }
    }
}
