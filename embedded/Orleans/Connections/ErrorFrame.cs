using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>The exception of a call.</summary>
internal sealed class ErrorFrame(ulong id, Exception error) : IFrame
{
    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)FrameKind.Error);
        writer.WriteVarUInt64(id);
        Codecs.Get<Exception>().Write(ref writer, error);
    }

    public void WriteFailed(Exception failure) => throw new InvalidOperationException("An error could not be written.", failure);
}
