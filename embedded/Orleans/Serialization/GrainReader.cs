using System.Buffers;

namespace Orleans.Serialization;

/// <summary>Reads what a <see cref="GrainWriter"/> wrote. Bytes that cannot be what a writer writes throw <see cref="InvalidDataException"/>.</summary>
public ref struct GrainReader
{
    private SequenceReader<byte> _input;

    /// <summary>A reader over bytes that are valid while the reader is used.</summary>
    public GrainReader(ReadOnlySequence<byte> input) => _input = new SequenceReader<byte>(input);

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => _input.TryRead(out var value) ? value : throw new InvalidDataException("The message ends too early.");

    /// <summary>Reads an unsigned number of 1 to 10 bytes.</summary>
    public ulong ReadVarUInt64()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A number is longer than 10 bytes.");
    }
}
