using System.Buffers;
using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>What the dialling side says first.</summary>
/// <param name="Magic">Tells strangers apart.</param>
/// <param name="Protocol">The version of the protocol.</param>
/// <param name="ClusterId">The cluster.</param>
/// <param name="ServiceId">The application.</param>
/// <param name="Silo">The dialling silo; empty for a client.</param>
/// <param name="Target">The silo that is wanted; empty for any.</param>
internal sealed record Hello(string Magic, ulong Protocol, string ClusterId, string ServiceId, string Silo, string Target) : IFrame
{
    public static Hello Read(ReadOnlySequence<byte> frame)
    {
        var reader = new GrainReader(frame);
        if (reader.ReadByte() != (byte)FrameKind.Hello)
            throw new InvalidDataException("The first message is no handshake.");
        return new Hello(reader.ReadString() ?? "", reader.ReadVarUInt64(), reader.ReadString() ?? "", reader.ReadString() ?? "", reader.ReadString() ?? "", reader.ReadString() ?? "");
    }

    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)FrameKind.Hello);
        writer.WriteString(Magic);
        writer.WriteVarUInt64(Protocol);
        writer.WriteString(ClusterId);
        writer.WriteString(ServiceId);
        writer.WriteString(Silo);
        writer.WriteString(Target);
    }

    public void WriteFailed(Exception error) => throw error;
}
