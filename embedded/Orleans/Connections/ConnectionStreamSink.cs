using Orleans.Invocation;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Connections;

/// <summary>Sends the items of a stream to its consumer's process, each as soon as it is there.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ConnectionStreamSink<T>(Connection connection, ulong id, GrainStreamRequest<T> request) : IStreamSink<T>
{
    public StreamProducer? Producer { get; set; }

    public void Item(T item) => connection.Send(new ItemFrame<T>(this, id, request, item));

    public void End(Exception? error)
    {
        (connection as InboundConnection)?.Forget(id);
        connection.Send(new EndFrame(id, error));
    }

    public void ItemFailed(Exception error) =>
        Producer?.Abort(new OrleansException($"An item of {request.Method.InterfaceType.Name}.{request.Method.MethodName} could not be sent: {error.Message}"));
}
