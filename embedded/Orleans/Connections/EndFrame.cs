using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>The end of a stream.</summary>
internal sealed class EndFrame(ulong id, Exception? error) : IFrame
{
    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)FrameKind.End);
        writer.WriteVarUInt64(id);
        Codecs.Get<Exception?>().Write(ref writer, error);
    }

    public void WriteFailed(Exception failure) => throw new InvalidOperationException("The end of a stream could not be written.", failure);
}
