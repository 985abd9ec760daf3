using Microsoft.Extensions.DependencyInjection;
using Platform.Tests.Engine.Behaviour;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

/// <summary>
/// Grains that move. Orleans leaves them where they are when a silo joins, and lets callers of a stopping silo repeat what it
/// refuses; the stand-in moves them, and repeats by itself.
/// </summary>
public sealed class MoveTests(EngineRedis redis)
{
    [Fact]
    public async Task Stopping_a_silo_under_load_fails_no_call()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        await using var load = new SteadyLoad(cluster.Client, 40);
        await load.Reaches(2000);
        await cluster.StopAsync(cluster.Silos[0]);
        await load.Reaches(2000);
        Assert.Empty(await load.StopAsync());
    }

    [Fact]
    public async Task A_joining_silo_takes_its_share_and_fails_no_call()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        await using var load = new SteadyLoad(cluster.Client, 60);
        await load.Reaches(1000);
        var joined = await cluster.AddSiloAsync();
        await load.Reaches(2000);

        var address = joined.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToString();
        await Eventually.Holds(async () =>
        {
            var silos = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => cluster.Client.GetGrain<ILifeGrain>("load" + number).Silo()));
            return silos.Count(silo => silo == address) is >= 5 and <= 40;
        });
        Assert.Empty(await load.StopAsync());
    }
}
