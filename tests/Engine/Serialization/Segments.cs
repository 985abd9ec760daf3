using System.Buffers;

namespace Platform.Tests.Engine.Serialization;

/// <summary>Cuts bytes into a sequence of small segments, as a network delivers them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long index)
    {
        Memory = memory;
        RunningIndex = index;
    }

    public static ReadOnlySequence<byte> Of(byte[] bytes, int size)
    {
        var first = new Segments(bytes.AsMemory(0, Math.Min(size, bytes.Length)), 0);
        var last = first;
        for (var index = size; index < bytes.Length; index += size)
        {
            var next = new Segments(bytes.AsMemory(index, Math.Min(size, bytes.Length - index)), index);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
