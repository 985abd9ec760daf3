using System.Runtime.CompilerServices;

namespace Platform.Tests.Engine.Behaviour;

public sealed class FeedGrain : Grain, IFeedGrain
{
    private int _produced;

    public async IAsyncEnumerable<int> Count(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var number = 0; number < count; number++)
        {
            yield return number;
            if (number % 100 == 0)
                await Task.Yield();
        }
    }

    public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var scheduler = TaskScheduler.Current;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return _produced++;
                await Task.Yield();
            }
        }
        finally
        {
            Signals.Set(this.GetPrimaryKeyString() + " disposed", TaskScheduler.Current == scheduler && scheduler != TaskScheduler.Default);
        }
    }

    public async IAsyncEnumerable<FeedItem> Step(string signal)
    {
        for (var number = 0; number < 3; number++)
        {
            yield return new FeedItem(number, "item " + number);
            await Signals.Wait($"{signal} {number}");
        }
    }

    public async IAsyncEnumerable<int> Fail(int after)
    {
        for (var number = 0; number < after; number++)
            yield return number;
        await Task.Yield();
        throw new InvalidOperationException("The feed broke.");
    }

    public Task<int> Produced() => Task.FromResult(_produced);

    public async Task<int> Relay(string other, int count)
    {
        var sum = 0;
        await foreach (var number in GrainFactory.GetGrain<IFeedGrain>(other).Count(count))
            sum += number;
        return sum;
    }

    public Task Ping() => Task.CompletedTask;
}
