using Orleans.Activations;
using Orleans.Connections;
using Orleans.Serialization;
using Orleans.Streams;

namespace Orleans.Invocation;

/// <summary>
/// One call of a grain method: its arguments, and where its result goes. The code generator derives one class per method;
/// the runtime carries it to the activation (as it is inside a process, as bytes between processes).
/// </summary>
public abstract class GrainRequest
{
    /// <summary>The method that is called.</summary>
    public abstract GrainMethod Method { get; }

    /// <summary>The number of arguments, the cancellation token included.</summary>
    public abstract int ArgumentCount { get; }

    /// <summary>The method's <see cref="System.Threading.CancellationToken"/> argument; none when it has no such parameter.</summary>
    public virtual CancellationToken CancellationToken
    {
        get => CancellationToken.None;
        set { }
    }

    /// <summary>An argument by position, boxed: for call filters and diagnostics only.</summary>
    public abstract object? GetArgument(int index);

    /// <summary>Writes every argument but the cancellation token.</summary>
    public abstract void WriteArguments(ref GrainWriter writer);

    /// <summary>Reads what <see cref="WriteArguments"/> wrote.</summary>
    public abstract void ReadArguments(ref GrainReader reader);

    /// <summary>
    /// Calls the method on a grain and keeps the result in this request. Throws what the method throws.
    /// For a stream method this starts nothing: see <see cref="GrainStreamRequest{T}"/>.
    /// </summary>
    /// <param name="target">The grain instance, which implements the interface.</param>
    public abstract ValueTask InvokeAsync(object target);

    /// <summary>Writes the kept result (nothing for a method without one).</summary>
    public abstract void WriteResult(ref GrainWriter writer);

    /// <summary>Reads a result that <see cref="WriteResult"/> wrote and keeps it.</summary>
    public abstract void ReadResult(ref GrainReader reader);

    /// <summary>The kept result, boxed; null for a method without one. Call filters may replace it.</summary>
    public abstract object? BoxedResult { get; set; }

    /// <summary>Makes what enumerates the stream and sends its items over a connection.</summary>
    internal virtual StreamProducer CreateProducer(Activation activation, Connection connection, ulong id) =>
        throw new NotSupportedException($"{Method.MethodName} is no stream.");

    /// <summary>Completes the caller's task with the kept result. A second completion is ignored.</summary>
    public abstract void Complete();

    /// <summary>Completes the caller's task with an error. A second completion is ignored.</summary>
    public abstract void Fail(Exception error);
}
