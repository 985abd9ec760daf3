using Orleans.Calls;
using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream that is opened when it is enumerated.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class StreamEnumerable<T>(CallRouter router, GrainId target, GrainStreamRequest<T> request) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new StreamConsumer<T>(router, target, request, cancellationToken);
}
