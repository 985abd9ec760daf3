using Orleans.Concurrency;
using Platform.Tests.Engine.Serialization;

namespace Platform.Tests.Engine.CodeGeneration;

[Alias("test.probe.base")]
public interface IProbeBase : IGrainWithStringKey
{
    Task<string> Inherited(int @event);
}

[Alias("test.probe")]
internal interface IProbeGrain : IProbeBase
{
    Task Nothing();

    Task<int> Add(int left, int right);

    ValueTask<string?> Echo(string? text, CancellationToken cancellationToken = default);

    [Alias("renamed")]
    ValueTask Remember(Message message);

    [ReadOnly]
    Task<Message?> Recall();

    [AlwaysInterleave]
    Task<Page<Part>> Search(Page<Part> like, List<Dictionary<string, Point>> more);

    [OneWay]
    Task Forget(string reason);

    [OneWay]
    ValueTask ForgetSoon();

    IAsyncEnumerable<Part> Watch(int count, CancellationToken cancellationToken = default);

    Task<string> Overloaded(int value);

    Task<string> Overloaded(string value);

    Task<bool> WaitFor(CancellationToken first, int value);

    Task Refuse(Exception error);

    Task<IProbeBase?> Reference(IProbeBase? other);
}
