using Xunit;

namespace Platform.Tests.Engine.Behaviour;

public sealed class SchedulingTests(OneSilo silo) : IClassFixture<OneSilo>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private IScheduleGrain Grain => silo.Client.GetGrain<IScheduleGrain>(_key);

    [Fact]
    public async Task Requests_of_a_grain_run_one_at_a_time()
    {
        var first = Grain.Run(_key + 1);
        await Signals.Wait(_key + "1 began");
        var second = Grain.Run(_key + 2);
        await Grain.Total();

        Assert.False(Signals.IsSet(_key + "2 began"));
        Signals.Set(_key + "1 may end");
        await first;
        await Signals.Wait(_key + "2 began");
        Signals.Set(_key + "2 may end");
        await second;
    }

    [Fact]
    public async Task An_interleaved_request_runs_beside_another()
    {
        var first = Grain.Run(_key + 1);
        await Signals.Wait(_key + "1 began");
        var second = Grain.RunInterleaved(_key + 2);
        await Signals.Wait(_key + "2 began");

        Signals.Set(_key + "2 may end");
        await second;
        Assert.False(first.IsCompleted);
        Signals.Set(_key + "1 may end");
        await first;
    }

    [Fact]
    public async Task Read_only_requests_run_beside_each_other_but_not_beside_a_write()
    {
        var first = Grain.Read(_key + 1);
        var second = Grain.Read(_key + 2);
        await Signals.Wait(_key + "1 began");
        await Signals.Wait(_key + "2 began");
        var write = Grain.Run(_key + 3);
        await Grain.Total();
        Assert.False(Signals.IsSet(_key + "3 began"));

        Signals.Set(_key + "1 may end");
        Signals.Set(_key + "2 may end");
        await Signals.Wait(_key + "3 began");
        var third = Grain.Read(_key + 4);
        await Grain.Total();
        Assert.False(Signals.IsSet(_key + "4 began"));

        Signals.Set(_key + "3 may end");
        Signals.Set(_key + "4 may end");
        await Task.WhenAll(first, second, write, third);
    }

    [Fact]
    public async Task Requests_of_a_reentrant_grain_run_beside_each_other()
    {
        var grain = silo.Client.GetGrain<IReentrantGrain>(_key);
        var first = grain.Run(_key + 1);
        var second = grain.Run(_key + 2);
        await Signals.Wait(_key + "1 began");
        await Signals.Wait(_key + "2 began");

        Signals.Set(_key + "1 may end");
        Signals.Set(_key + "2 may end");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_call_chain_may_come_back_where_it_is_allowed()
    {
        var call = Grain.CallBack(_key, allowReentrancy: true);
        await Signals.Wait(_key + " began");
        Signals.Set(_key + " may end");
        await call;
    }

    [Fact]
    public async Task A_call_chain_that_comes_back_waits_for_itself_where_it_is_not_allowed()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.CallBack(_key, allowReentrancy: false));
        Assert.False(Signals.IsSet(_key + " began"));
    }

    [Fact]
    public async Task Interleaved_requests_never_run_on_two_threads_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grain.CountUp(500)));
        Assert.Equal(10_000, await Grain.Total());
    }

    [Fact]
    public async Task Continuations_stay_in_the_turn() => Assert.True(await Grain.StaysInTurn());

    [Fact]
    public async Task Task_run_leaves_the_turn() => Assert.True(await Grain.EscapesTurn());
}
