using System.Buffers;
using System.Buffers.Binary;

namespace Orleans.Connections;

/// <summary>Cuts what was received into frames: four bytes of length, little-endian, then that many bytes.</summary>
internal static class FrameParser
{
    private const int Prefix = 4;

    // What a frame holds beside the message whose size the options limit.
    private const int HeaderAllowance = 64 * 1024;

    /// <summary>Takes the next frame off the front.</summary>
    /// <exception cref="InvalidDataException">The length cannot be that of a frame.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxFrame, out ReadOnlySequence<byte> frame)
    {
        frame = default;
        if (buffer.Length < Prefix)
            return false;

        Span<byte> prefix = stackalloc byte[Prefix];
        buffer.Slice(0, Prefix).CopyTo(prefix);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length <= 0 || length > (long)maxFrame + HeaderAllowance)
            throw new InvalidDataException($"A frame of {length} bytes was announced; the limit is {maxFrame}.");
        if (buffer.Length < Prefix + length)
            return false;

        frame = buffer.Slice(Prefix, length);
        buffer = buffer.Slice(Prefix + length);
        return true;
    }
}
