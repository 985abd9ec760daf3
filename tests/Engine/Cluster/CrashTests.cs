using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Platform.Tests.Engine.Behaviour;
using Platform.Tests.TestKit;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

/// <summary>Silos that vanish without leaving, and a Redis that does.</summary>
public sealed class CrashTests(EngineRedis redis)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Calls_in_flight_at_a_lost_silo_fail_at_once_and_later_ones_go_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        var lost = cluster.Silos[0];
        var address = AddressOf(lost).ToString();
        var key = await KeyOn(cluster, address);
        var running = cluster.Client.GetGrain<ILifeGrain>(key).Hold(key);
        await Signals.Wait(key + " held");

        await Kill(lost);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => running.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, TestContext.Current.CancellationToken));
        await Eventually.Holds(async () => await cluster.Client.GetGrain<ILifeGrain>(key).Silo() != address);
        Signals.Set(key);
    }

    [Fact]
    public async Task The_rows_of_a_killed_cluster_do_not_hold_up_a_fresh_start()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        foreach (var silo in cluster.Silos)
            await Kill(silo);
        cluster.Silos.Clear();

        await cluster.AddSiloAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => cluster.Client.GetGrain<ILifeGrain>("fresh" + number).Instance()))
            .WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_silo_that_was_declared_dead_stops_itself_and_its_grains_live_on_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        var victim = cluster.Silos[0];
        var address = AddressOf(victim);
        var key = await KeyOn(cluster, address.ToString());
        var stopping = new TaskCompletionSource();
        victim.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());

        Assert.True(await cluster.Silos[1].Services.GetRequiredService<IClusterMembershipService>().TryKill(address));

        await stopping.Task.WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        await Eventually.Holds(async () => await cluster.Client.GetGrain<ILifeGrain>(key).Silo() != address.ToString());
    }

    [Fact]
    public async Task The_consumer_of_a_stream_learns_that_the_producer_is_lost()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1);
        await using var items = cluster.Client.GetGrain<IFeedGrain>("lost").Step("lost producer").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync().AsTask();
        await Kill(cluster.Silos[0]);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => next.WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken));
        for (var number = 0; number < 3; number++)
            Signals.Set($"lost producer {number}");
    }

    [Fact]
    public async Task The_producer_of_a_stream_ends_when_its_consumer_is_lost()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1);
        var key = Guid.NewGuid().ToString("N");
        var items = cluster.Client.GetGrain<IFeedGrain>(key).Endless(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());
        cluster.Client.ServiceProvider.GetRequiredService<Orleans.Connections.SiloLinks>().CloseAll("The test cut the line.");
        Assert.True(await Signals.Wait<bool>(key + " disposed"));
    }

    [Fact]
    public async Task A_cluster_works_on_while_redis_is_away_and_silos_can_join_when_it_is_back()
    {
        await using var own = await RedisServer.StartAsync();
        await using var cluster = new TestCluster(own.ConnectionString + ",abortConnect=false");
        await cluster.AddSiloAsync();
        await cluster.AddSiloAsync();
        await cluster.AddClientAsync();
        await using var load = new SteadyLoad(cluster.Client, 20);
        await load.Reaches(500);

        await own.KillAsync();
        await load.Reaches(2000);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
        await load.Reaches(500);
        await own.RestartAsync();
        await cluster.AddSiloAsync();
        await load.Reaches(500);

        foreach (var silo in cluster.Silos)
            await SeesActive(silo, 3);
        Assert.Empty(await load.StopAsync());
    }

    [Fact]
    public async Task A_membership_table_that_redis_lost_is_written_again()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        var options = new ClusterOptions { ClusterId = cluster.ClusterId, ServiceId = "engine-tests" };
        using var multiplexer = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await multiplexer.GetDatabase().KeyDeleteAsync(Orleans.Clustering.Redis.RedisClusteringOptions.DefaultCreateRedisKey(options));

        await cluster.Silos[0].Services.GetRequiredService<IClusterMembershipService>().Refresh(default, TestContext.Current.CancellationToken);
        await cluster.AddSiloAsync();
        await SeesActive(cluster.Silos[2], 3);
    }

    private static SiloAddress AddressOf(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    private static async Task SeesActive(IHost silo, int count)
    {
        using var deadline = new CancellationTokenSource(Limit, TimeProvider.System);
        await foreach (var snapshot in silo.Services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(deadline.Token))
        {
            if (snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == count)
                return;
        }
    }

    private static Task Kill(IHost silo) => silo.Services.GetRequiredService<SiloHost>().KillAsync();

    private static async Task<string> KeyOn(TestCluster cluster, string silo)
    {
        while (true)
        {
            var key = Guid.NewGuid().ToString("N");
            if (await cluster.Client.GetGrain<ILifeGrain>(key).Silo() == silo)
                return key;
        }
    }
}
