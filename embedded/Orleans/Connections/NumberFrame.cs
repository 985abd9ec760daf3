using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>A frame of numbers alone: cancel (call), credit (call, items), ping and pong (sequence, view version), view (version).</summary>
internal sealed class NumberFrame(FrameKind kind, ulong first, ulong second = 0) : IFrame
{
    public void Write(ref GrainWriter writer)
    {
        writer.WriteByte((byte)kind);
        writer.WriteVarUInt64(first);
        writer.WriteVarUInt64(second);
    }

    public void WriteFailed(Exception error) => throw new InvalidOperationException($"A {kind} frame could not be written.", error);
}
