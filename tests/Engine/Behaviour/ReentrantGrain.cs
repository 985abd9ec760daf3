using Orleans.Concurrency;

namespace Platform.Tests.Engine.Behaviour;

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    public async Task Run(string step)
    {
        Signals.Set(step + " began");
        await Signals.Wait(step + " may end");
    }
}
