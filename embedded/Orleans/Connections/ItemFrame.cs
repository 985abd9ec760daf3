using Orleans.Invocation;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>An item of a stream.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ItemFrame<T>(ConnectionStreamSink<T> sink, ulong id, GrainStreamRequest<T> request, T item) : IFrame
{
    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)FrameKind.Item);
        writer.WriteVarUInt64(id);
        request.WriteItem(ref writer, item);
    }

    public void WriteFailed(Exception error) => sink.ItemFailed(error);
}
