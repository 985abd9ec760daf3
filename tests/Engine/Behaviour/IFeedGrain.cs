using Orleans.Concurrency;

namespace Platform.Tests.Engine.Behaviour;

[Alias("test.IFeedGrain")]
public interface IFeedGrain : IGrainWithStringKey
{
    [Alias("Count")]
    IAsyncEnumerable<int> Count(int count, CancellationToken cancellationToken = default);

    [Alias("Endless")]
    IAsyncEnumerable<int> Endless(CancellationToken cancellationToken = default);

    [Alias("Step")]
    IAsyncEnumerable<FeedItem> Step(string signal);

    [Alias("Fail")]
    IAsyncEnumerable<int> Fail(int after);

    [Alias("Produced"), AlwaysInterleave]
    Task<int> Produced();

    [Alias("Relay")]
    Task<int> Relay(string other, int count);

    [Alias("Ping")]
    Task Ping();
}
