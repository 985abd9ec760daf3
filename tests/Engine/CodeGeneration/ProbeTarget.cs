using System.Runtime.CompilerServices;
using Platform.Tests.Engine.Serialization;

namespace Platform.Tests.Engine.CodeGeneration;

/// <summary>A plain object behind the proxies: no runtime, no activation.</summary>
internal sealed class ProbeTarget : IProbeGrain
{
    public List<string> Calls { get; } = [];

    public Message? Remembered { get; private set; }

    public CancellationToken Token { get; private set; }

    public Task<string> Inherited(int @event) => Task.FromResult("inherited " + @event);

    public Task Nothing()
    {
        Calls.Add(nameof(Nothing));
        return Task.CompletedTask;
    }

    public async Task<int> Add(int left, int right)
    {
        await Task.Yield();
        return left + right;
    }

    public ValueTask<string?> Echo(string? text, CancellationToken cancellationToken = default)
    {
        Token = cancellationToken;
        return new(text);
    }

    public ValueTask Remember(Message message)
    {
        Remembered = message;
        return default;
    }

    public Task<Message?> Recall() => Task.FromResult(Remembered);

    public Task<Page<Part>> Search(Page<Part> like, List<Dictionary<string, Point>> more) =>
        Task.FromResult(like with { Next = string.Join(",", more.SelectMany(map => map.Keys)) });

    public Task Forget(string reason)
    {
        Calls.Add(reason);
        return Task.CompletedTask;
    }

    public ValueTask ForgetSoon()
    {
        Calls.Add("soon");
        return default;
    }

    public async IAsyncEnumerable<Part> Watch(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Part("n", index.ToString());
        }
    }

    public Task<string> Overloaded(int value) => Task.FromResult("int " + value);

    public Task<string> Overloaded(string value) => Task.FromResult("string " + value);

    public Task<bool> WaitFor(CancellationToken first, int value) => Task.FromResult(first.IsCancellationRequested && value == 3);

    public Task Refuse(Exception error) => Task.FromException(error);

    public Task<IProbeBase?> Reference(IProbeBase? other) => Task.FromResult(other);
}
