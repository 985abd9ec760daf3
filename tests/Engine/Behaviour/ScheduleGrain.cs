namespace Platform.Tests.Engine.Behaviour;

/// <summary>Every method says when it began and waits until it may end.</summary>
public sealed class ScheduleGrain : Grain, IScheduleGrain
{
    private int _total;
    private int _inside;

    public async Task Run(string step)
    {
        Signals.Set(step + " began");
        await Signals.Wait(step + " may end");
    }

    public Task RunInterleaved(string step) => Run(step);

    public Task Read(string step) => Run(step);

    public Task RunBriefly(string step) => Run(step);

    public async Task CallBack(string step, bool allowReentrancy)
    {
        var self = GrainFactory.GetGrain<IScheduleGrain>(this.GetPrimaryKeyString());
        if (!allowReentrancy)
        {
            await self.RunBriefly(step);
            return;
        }

        using (RequestContext.AllowCallChainReentrancy())
            await self.Run(step);
    }

    public async Task CountUp(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            if (Interlocked.Increment(ref _inside) != 1)
                throw new InvalidOperationException("Two threads are inside the grain.");
            var before = _total;
            Thread.SpinWait(50);
            _total = before + 1;
            Interlocked.Decrement(ref _inside);
            await Task.Yield();
        }
    }

    public Task<int> Total() => Task.FromResult(_total);

    public async Task<bool> StaysInTurn()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var stays = TaskScheduler.Current == scheduler && scheduler != TaskScheduler.Default;
        await Task.Run(() => { });
        stays &= TaskScheduler.Current == scheduler;
        return stays && await Task.Factory.StartNew(() => TaskScheduler.Current == scheduler, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
    }

    public Task<bool> EscapesTurn() => Task.Run(() => TaskScheduler.Current == TaskScheduler.Default);
}
