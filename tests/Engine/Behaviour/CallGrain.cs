namespace Platform.Tests.Engine.Behaviour;

public sealed class CallGrain : Grain, ICallGrain
{
    public Task<FeedItem> Echo(FeedItem item) => Task.FromResult(item);

    public Task Throw(string message) => throw new ArgumentException(message);

    public async Task<int> ThrowCause()
    {
        await Task.Yield();
        throw new InvalidOperationException("outer", new FormatException("inner"));
    }

    public async Task<bool> WaitFor(string name, CancellationToken cancellationToken)
    {
        var scheduler = TaskScheduler.Current;
        var fired = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => fired.TrySetResult(TaskScheduler.Current == scheduler));
        Signals.Set(name + " began");
        var inTurn = await fired.Task;
        Signals.Set(name + " cancelled", inTurn);
        return inTurn;
    }

    public Task Slow(string signal) => Signals.Wait(signal);

    public async Task Forget(string signal)
    {
        await Task.Yield();
        Signals.Set(signal);
    }

    public Task<string?> Context(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public async Task<string?> ContextOfOther(string key, string other)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<ICallGrain>(other).Context(key);
    }

    public Task SetContext(string key)
    {
        RequestContext.Set(key, "from the callee");
        return Task.CompletedTask;
    }

    public Task<string> NameOf(ICallGrain other) => other.Name();

    public Task<ICallGrain> Self() => Task.FromResult(this.AsReference<ICallGrain>());

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<byte[]> Bytes(byte[] input, int answer) => Task.FromResult(new byte[answer]);

    public ValueTask<int> Value(int value) => ValueTask.FromResult(value + 1);
}
