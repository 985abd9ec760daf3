using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Platform.Tests.Engine.Behaviour;

/// <summary>Silos that come and go while calls are made.</summary>
public sealed class ClusterTests(EngineRedis redis)
{
    [Fact]
    public async Task Grains_spread_over_the_silos_and_each_has_one_activation()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        var keys = Enumerable.Range(0, 200).Select(number => "spread" + number).ToArray();
        var silos = await Task.WhenAll(keys.Select(key => cluster.Client.GetGrain<ILifeGrain>(key).Silo()));
        Assert.Equal(2, silos.Distinct().Count());

        var instances = await Task.WhenAll(keys.Select(key => cluster.Client.GetGrain<ILifeGrain>(key).Instance()));
        for (var silo = 0; silo < 2; silo++)
            Assert.Equal(instances, await Task.WhenAll(keys.Select(key => cluster.FactoryOf(silo).GetGrain<ILifeGrain>(key).Instance())));
    }

    [Fact]
    public async Task A_stopping_silo_finishes_what_runs_and_tells_its_grains_why()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1);
        var key = Guid.NewGuid().ToString("N");
        var running = cluster.Client.GetGrain<ILifeGrain>(key).Hold(key);
        await Signals.Wait(key + " held");
        var stopping = cluster.StopAsync(cluster.Silos[0]);
        Assert.False(stopping.IsCompleted);

        Signals.Set(key);
        await running;
        await stopping;
        Assert.Equal(DeactivationReasonCode.ShuttingDown, await Signals.Wait<DeactivationReasonCode>(key + " ended"));
    }

    [Fact]
    public async Task A_request_that_outlasts_a_join_keeps_its_activation_and_others_meet_the_same()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1);
        var keys = Enumerable.Range(0, 20).Select(number => Guid.NewGuid().ToString("N")).ToArray();
        var grains = keys.Select(key => cluster.Client.GetGrain<ILifeGrain>(key)).ToArray();
        var before = await Task.WhenAll(grains.Select(grain => grain.Instance()));
        var running = grains.Select((grain, index) => grain.Hold(keys[index])).ToArray();
        await Task.WhenAll(keys.Select(key => Signals.Wait(key + " held")));

        await cluster.AddSiloAsync();
        await SeesActive(cluster.Silos[0], 2);
        Assert.Equal(before, await Task.WhenAll(grains.Select(grain => grain.Instance())));

        foreach (var key in keys)
            Signals.Set(key);
        await Task.WhenAll(running);
    }

    [Fact]
    public async Task A_client_that_starts_before_its_silos_works_once_they_are_there()
    {
        await using var cluster = new TestCluster(redis.ConnectionString);
        var starting = cluster.AddClientAsync(static client => client.Services.AddSingleton<IClientConnectionRetryFilter, Patience>());
        await cluster.AddSiloAsync();
        Assert.NotEqual(Guid.Empty, await (await starting).GetGrain<ILifeGrain>("early").Instance());
    }

    [Fact]
    public async Task Two_silos_that_start_at_once_both_become_active()
    {
        await using var cluster = new TestCluster(redis.ConnectionString);
        await Task.WhenAll(cluster.AddSiloAsync(), cluster.AddSiloAsync());
        foreach (var silo in cluster.Silos)
            await SeesActive(silo, 2);
    }

    [Fact]
    public async Task A_stream_outlives_a_joining_silo()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 1);
        var read = 0;
        await foreach (var number in cluster.Client.GetGrain<IFeedGrain>("outlives").Count(2000, TestContext.Current.CancellationToken))
        {
            Assert.Equal(read++, number);
            if (number == 500)
                await cluster.AddSiloAsync();
        }

        Assert.Equal(2000, read);
    }

    private static async Task SeesActive(IHost silo, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15), TimeProvider.System);
        await foreach (var snapshot in silo.Services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(deadline.Token))
        {
            if (snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == count)
                return;
        }
    }

    private sealed class Patience : IClientConnectionRetryFilter
    {
        public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
