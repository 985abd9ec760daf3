using Orleans.Concurrency;

namespace Platform.Tests.Engine.Behaviour;

[Alias("test.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    Task<FeedItem> Echo(FeedItem item);

    [Alias("Throw")]
    Task Throw(string message);

    [Alias("ThrowCause")]
    Task<int> ThrowCause();

    [Alias("WaitFor")]
    Task<bool> WaitFor(string name, CancellationToken cancellationToken);

    [Alias("Slow"), ResponseTimeout("00:00:00.2")]
    Task Slow(string signal);

    [Alias("Forget"), OneWay]
    Task Forget(string signal);

    [Alias("Context")]
    Task<string?> Context(string key);

    [Alias("ContextOfOther")]
    Task<string?> ContextOfOther(string key, string other);

    [Alias("SetContext")]
    Task SetContext(string key);

    [Alias("NameOf")]
    Task<string> NameOf(ICallGrain other);

    [Alias("Self")]
    Task<ICallGrain> Self();

    [Alias("Name")]
    Task<string> Name();

    [Alias("Bytes")]
    Task<byte[]> Bytes(byte[] input, int answer);

    [Alias("Value")]
    ValueTask<int> Value(int value);
}
