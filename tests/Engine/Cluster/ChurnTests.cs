using Platform.Tests.Engine.Behaviour;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class ChurnTests(EngineRedis redis)
{
    [Fact]
    public async Task A_grain_never_has_two_activations_and_no_call_fails_while_silos_come_and_go()
    {
        await using var cluster = await TestCluster.StartAsync(redis, 2);
        await cluster.AddClientAsync();
        var prefix = Guid.NewGuid().ToString("N");
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            var client = number % 2 == 0 ? cluster.Client : cluster.FactoryOf(0);
            var grain = client.GetGrain<ISoleGrain>(prefix + (number / 2));
            while (!stop.IsCancellationRequested)
                await grain.Work();
        }));

        for (var round = 0; round < 4; round++)
        {
            await cluster.AddSiloAsync();
            await cluster.StopAsync(cluster.Silos[1]);
        }

        await stop.CancelAsync();
        await load;
        Assert.DoesNotContain(SoleGrain.Doubles, key => key.StartsWith(prefix, StringComparison.Ordinal));
    }
}
