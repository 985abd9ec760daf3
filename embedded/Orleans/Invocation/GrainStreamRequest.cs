using Orleans.Activations;
using Orleans.Connections;
using Orleans.Serialization;
using Orleans.Streams;

namespace Orleans.Invocation;

/// <summary>
/// A call that answers with an <see cref="IAsyncEnumerable{T}"/>. The generated proxy hands it to the runtime, which
/// enumerates <see cref="Open"/> inside the activation's turn and carries the items to the caller with back-pressure.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class GrainStreamRequest<T> : GrainRequest
{
    /// <summary>Calls the method on a grain and answers its enumerable.</summary>
    public abstract IAsyncEnumerable<T> Open(object target);

    /// <summary>Writes one item.</summary>
    public void WriteItem(ref GrainWriter writer, T item) => Codecs.Get<T>().Write(ref writer, item);

    /// <summary>Reads one item.</summary>
    public T ReadItem(ref GrainReader reader) => Codecs.Get<T>().Read(ref reader);

    internal override StreamProducer CreateProducer(Activation activation, Connection connection, ulong id)
    {
        var sink = new ConnectionStreamSink<T>(connection, id, this);
        return sink.Producer = new StreamProducer<T>(activation, this, sink);
    }

    /// <inheritdoc/>
    public override ValueTask InvokeAsync(object target) => throw new NotSupportedException("A stream request is opened, not invoked.");

    /// <inheritdoc/>
    public override object? BoxedResult
    {
        get => null;
        set { }
    }

    /// <inheritdoc/>
    public override void WriteResult(ref GrainWriter writer)
    {
    }

    /// <inheritdoc/>
    public override void ReadResult(ref GrainReader reader)
    {
    }

    /// <inheritdoc/>
    public override void Complete()
    {
    }

    /// <inheritdoc/>
    public override void Fail(Exception error)
    {
    }
}
