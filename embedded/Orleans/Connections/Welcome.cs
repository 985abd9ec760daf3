using System.Buffers;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>What the answering silo says first.</summary>
/// <param name="Reason">Why the other side is turned away; empty when it is welcome.</param>
/// <param name="IsOtherGeneration">Whether the wanted silo is gone and another took its port.</param>
/// <param name="Silo">The answering silo.</param>
/// <param name="Version">Its view of the cluster.</param>
internal sealed record Welcome(string Reason, bool IsOtherGeneration, string Silo, long Version) : IFrame
{
    public static Welcome Read(ReadOnlySequence<byte> frame)
    {
        var reader = new GrainReader(frame);
        if (reader.ReadByte() != (byte)FrameKind.Welcome)
            throw new InvalidDataException("The first message is no handshake.");
        return new Welcome(reader.ReadString() ?? "", reader.ReadByte() != 0, reader.ReadString() ?? "", (long)reader.ReadVarUInt64());
    }

    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)FrameKind.Welcome);
        writer.WriteString(Reason);
        writer.WriteByte(IsOtherGeneration ? (byte)1 : (byte)0);
        writer.WriteString(Silo);
        writer.WriteVarUInt64((ulong)Version);
    }

    public void WriteFailed(Exception error) => throw error;
}
