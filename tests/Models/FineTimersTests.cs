using Platform.Silo.Models.Echo;
using Xunit;

namespace Platform.Tests.Models;

public sealed class FineTimersTests
{
    private readonly FineTimers _time = new();

    [Fact(Timeout = Ask.Deadline)]
    public async Task Timers_fire_in_the_order_in_which_they_are_due_and_never_early()
    {
        var fired = new List<long>();
        var early = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int[] wanted = [40, 3, 0, 25, 12, 3];
        var timers = new FineTimer[wanted.Length];
        for (var index = 0; index < wanted.Length; index++)
        {
            var own = index;
            timers[index] = (FineTimer)_time.CreateTimer(_ => Fired(timers[own].Due), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        for (var index = 0; index < wanted.Length; index++)
            timers[index].Change(TimeSpan.FromMilliseconds(wanted[index]), Timeout.InfiniteTimeSpan);
        await done.Task;

        Assert.Equal(fired.Order(), fired);
        Assert.Equal(0, early);
        Assert.All(timers, static timer => timer.Dispose());

        void Fired(long due)
        {
            early += _time.GetTimestamp() < due ? 1 : 0;
            fired.Add(due);
            if (fired.Count == wanted.Length)
                done.SetResult();
        }
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_timer_that_is_changed_or_disposed_does_not_fire_at_its_old_time()
    {
        var fired = new List<(string Name, TimeSpan After)>();
        var start = 0L;
        using var disposed = Timer("disposed", TimeSpan.FromHours(1));
        using var stopped = Timer("stopped", TimeSpan.FromHours(1));
        using var later = Timer("later", TimeSpan.FromHours(1));
        using var sooner = Timer("sooner", TimeSpan.FromHours(1));
        start = _time.GetTimestamp();
        disposed.Change(TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        Assert.True(stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.True(sooner.Change(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan));
        Assert.True(later.Change(TimeSpan.FromMilliseconds(30), Timeout.InfiniteTimeSpan));

        await Fired(TimeSpan.FromMilliseconds(600));

        Assert.Equal(["sooner", "later"], fired.Select(static timer => timer.Name));
        Assert.True(fired[1].After >= TimeSpan.FromMilliseconds(30), $"{fired[1]}");

        ITimer Timer(string name, TimeSpan due) =>
            _time.CreateTimer(_ => fired.Add((name, _time.GetElapsedTime(start))), null, due, Timeout.InfiniteTimeSpan);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task One_that_is_due_sooner_does_not_wait_for_those_that_are_due_later()
    {
        using var late = _time.CreateTimer(static _ => Assert.Fail("An hour is not over."), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        await Fired(TimeSpan.FromMilliseconds(1));
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_period_fires_again_and_again_until_it_is_disposed()
    {
        var count = 0;
        var thrice = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = _time.CreateTimer(
            _ =>
            {
                if (++count == 3)
                    thrice.SetResult();
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(2));

        await thrice.Task;
        await timer.DisposeAsync();
        await Fired(TimeSpan.FromMilliseconds(1));
        var afterwards = count;
        await Fired(TimeSpan.FromMilliseconds(10));

        Assert.Equal(afterwards, count);
    }

    /// <summary>Waits by a timer of the same clock, which fires its timers one after the other.</summary>
    private async Task Fired(TimeSpan due)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = _time.CreateTimer(_ => fired.SetResult(), null, due, Timeout.InfiniteTimeSpan);
        await fired.Task;
    }
}
