using Microsoft.Extensions.DependencyInjection;
using Platform.Tests.Engine.Behaviour;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class CollectionTests(EngineRedis redis)
{
    [Fact]
    public async Task An_activation_ends_after_its_collection_age_without_calls()
    {
        var clock = new ManualTimeProvider();
        await using var cluster = await TestCluster.StartAsync(redis, 1, silo => silo.Services.AddSingleton<TimeProvider>(clock));
        var used = cluster.Client.GetGrain<ILifeGrain>(Guid.NewGuid().ToString("N"));
        var idle = cluster.Client.GetGrain<ILifeGrain>(Guid.NewGuid().ToString("N"));
        var kept = await used.Instance();
        await idle.Instance();

        for (var minute = 0; minute < 17; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(kept, await used.Instance());
        }

        Assert.Equal(DeactivationReasonCode.ActivationIdle, await Signals.Wait<DeactivationReasonCode>(idle.GetPrimaryKeyString() + " ended"));
        Assert.False(Signals.IsSet(used.GetPrimaryKeyString() + " ended"));
    }
}
