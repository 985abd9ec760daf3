using Xunit;

namespace Platform.Tests.Engine.Behaviour;

public sealed class LifetimeTests(OneSilo silo) : IClassFixture<OneSilo>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ILifeGrain Grain => silo.Client.GetGrain<ILifeGrain>(_key);

    [Fact]
    public async Task A_grain_stays_the_same_instance_between_calls() => Assert.Equal(await Grain.Instance(), await Grain.Instance());

    [Fact]
    public async Task After_deactivate_on_idle_the_next_call_meets_a_new_instance()
    {
        var first = await Grain.Instance();
        await Grain.End();
        Assert.Equal(DeactivationReasonCode.ApplicationRequested, await Signals.Wait<DeactivationReasonCode>(_key + " ended"));
        await Signals.Wait(_key + " disposed");
        Assert.NotEqual(first, await Grain.Instance());
    }

    [Fact]
    public async Task Deactivate_on_idle_waits_for_the_running_request_and_later_ones_meet_a_new_instance()
    {
        var first = await Grain.Instance();
        var running = Grain.EndAfter(_key + " go");
        Assert.Equal(first, await Grain.Instance());
        var waiting = Grain.End();
        Assert.False(Signals.IsSet(_key + " ended"));

        Signals.Set(_key + " go");
        await running;
        await waiting;
        Assert.NotEqual(first, await Grain.Instance());
    }

    [Fact]
    public async Task A_failed_activation_fails_its_call_and_the_next_call_tries_again()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>("fails" + _key);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => grain.Instance());
        Assert.Contains("Not today.", error.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, await grain.Instance());
    }

    [Fact]
    public async Task An_idle_activation_is_collected_and_a_delayed_one_is_not()
    {
        var management = silo.Client.GetGrain<IManagementGrain>(0);
        var delayed = silo.Client.GetGrain<ILifeGrain>(_key + "delayed");
        await delayed.Delay(TimeSpan.FromMinutes(10));
        var kept = await delayed.Instance();
        await Grain.Instance();

        await management.ForceActivationCollection(TimeSpan.Zero);

        Assert.Equal(DeactivationReasonCode.ActivationIdle, await Signals.Wait<DeactivationReasonCode>(_key + " ended"));
        Assert.Equal(kept, await delayed.Instance());
    }

    [Fact]
    public async Task A_busy_activation_is_not_collected()
    {
        var running = Grain.Hold(_key);
        await Signals.Wait(_key + " held");
        await silo.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        var instance = await Grain.Instance();
        Signals.Set(_key);
        await running;
        Assert.Equal(instance, await Grain.Instance());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_ticks_in_the_turn_until_it_is_disposed(bool interleave)
    {
        await Grain.StartTimer(Soon, Soon, interleave);
        Assert.True(await Signals.Wait<bool>(_key + " tick 1 state"));
        Assert.True(await Signals.Wait<bool>(_key + " tick 3 state"));
        await Grain.StopTimer();
        var ticks = await Grain.Ticks();
        await Task.Delay(Soon * 5, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.InRange(await Grain.Ticks(), ticks, ticks + 1);
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_request_unless_it_interleaves()
    {
        await Grain.StartTimer(TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false);
        await Signals.Wait(_key + " tick 1 state");
        await Grain.StartTimer(TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan, interleave: false);
        var running = Grain.Hold(_key);
        await Signals.Wait(_key + " held");
        await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Grain.Ticks());

        Signals.Set(_key);
        await running;
        await Signals.Wait(_key + " tick 2 state");

        var other = silo.Client.GetGrain<ILifeGrain>(_key + "2");
        await other.StartTimer(TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan, interleave: true);
        var held = other.Hold(_key + "2");
        await Signals.Wait(_key + "2 tick 1 state");
        Assert.False(held.IsCompleted);
        Signals.Set(_key + "2");
        await held;
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        await Grain.StartTimer(Soon, Soon, interleave: true);
        await Signals.Wait(_key + " tick 1 state");
        await Grain.End();
        await Signals.Wait(_key + " disposed");
        Assert.Equal(0, await Grain.Ticks());
    }
}
