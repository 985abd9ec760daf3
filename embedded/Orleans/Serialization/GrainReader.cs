using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Orleans.Invocation;

namespace Orleans.Serialization;

/// <summary>
/// Reads what a <see cref="GrainWriter"/> wrote. Bytes that cannot be what a writer writes throw <see cref="InvalidDataException"/>,
/// before anything is allocated that the remaining bytes could not fill. Pass it by reference.
/// </summary>
public ref struct GrainReader
{
    private readonly ReadOnlySequence<byte> _input;
    private SequencePosition _next;
    private ReadOnlySpan<byte> _span;
    private int _position;
    private long _beyondSpan;
    private int _depth;

    /// <summary>A reader over bytes that are valid while the reader is used.</summary>
    /// <param name="input">The bytes.</param>
    public GrainReader(ReadOnlySequence<byte> input)
    {
        _input = input;
        _span = input.FirstSpan;
        _beyondSpan = input.Length - _span.Length;
        _next = input.Start;
        if (_beyondSpan > 0)
            input.TryGet(ref _next, out _);
    }

    /// <summary>What grain references that are read call through; null when reading them is an error.</summary>
    public IGrainCallRuntime? Runtime { get; set; }

    /// <summary>The number of bytes not yet read.</summary>
    public readonly long Remaining => _beyondSpan + _span.Length - _position;

    /// <summary>Reads one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if ((uint)_position >= (uint)_span.Length)
            NextSegment();
        return _span[_position++];
    }

    /// <summary>Reads an unsigned number of 1 to 10 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarUInt64()
    {
        if ((uint)_position < (uint)_span.Length && _span[_position] < 0x80)
            return _span[_position++];
        return ReadLongVarUInt64();
    }

    /// <summary>Reads a signed number of 1 to 10 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadVarInt64()
    {
        var value = ReadVarUInt64();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>
    /// Reads the key of an object's next field, 0 at its end, and moves <paramref name="section"/> on over section marks.
    /// </summary>
    /// <param name="section">The section that the field belongs to; 0 before the first call.</param>
    public ulong ReadKey(ref int section)
    {
        while (true)
        {
            var key = ReadVarUInt64();
            if (key == 0 || (key & 7) != 0)
                return key;

            section += (int)Math.Min(key >> 3, 1024);
            if (section > 1024)
                throw new InvalidDataException("An object has more than 1024 sections.");
        }
    }

    /// <summary>Reads four bytes, little-endian.</summary>
    public uint ReadFixed32()
    {
        if (_span.Length - _position >= 4)
        {
            _position += 4;
            return BinaryPrimitives.ReadUInt32LittleEndian(_span[(_position - 4)..]);
        }

        Span<byte> scratch = stackalloc byte[4];
        ReadRaw(scratch);
        return BinaryPrimitives.ReadUInt32LittleEndian(scratch);
    }

    /// <summary>Reads eight bytes, little-endian.</summary>
    public ulong ReadFixed64()
    {
        if (_span.Length - _position >= 8)
        {
            _position += 8;
            return BinaryPrimitives.ReadUInt64LittleEndian(_span[(_position - 8)..]);
        }

        Span<byte> scratch = stackalloc byte[8];
        ReadRaw(scratch);
        return BinaryPrimitives.ReadUInt64LittleEndian(scratch);
    }

    /// <summary>Reads a text or null.</summary>
    public string? ReadString()
    {
        var length = ReadLength();
        if (length < 0)
            return null;

        if (_span.Length - _position >= length)
        {
            var text = Encoding.UTF8.GetString(_span.Slice(_position, length));
            _position += length;
            return text;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ReadRaw(bytes.AsSpan(0, length));
            return Encoding.UTF8.GetString(bytes, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Reads bytes with their length, or null.</summary>
    public byte[]? ReadByteArray()
    {
        var length = ReadLength();
        if (length < 0)
            return null;
        if (length == 0)
            return [];

        var bytes = new byte[length];
        ReadRaw(bytes);
        return bytes;
    }

    /// <summary>Reads bytes with their length into a buffer that is large enough for every valid value.</summary>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="InvalidDataException">Null, or more bytes than the buffer holds.</exception>
    public int ReadBytes(scoped Span<byte> buffer)
    {
        var length = ReadLength();
        if (length < 0 || length > buffer.Length)
            throw new InvalidDataException($"A value of at most {buffer.Length} bytes has {length}.");

        ReadRaw(buffer[..length]);
        return length;
    }

    /// <summary>Reads the length in front of bytes: -1 for null, and never more than <see cref="Remaining"/>.</summary>
    public int ReadLength()
    {
        var prefix = ReadVarUInt64();
        if (prefix > (ulong)Remaining + 1 || prefix > int.MaxValue)
            throw new InvalidDataException($"A length of {prefix - 1} bytes is announced, {Remaining} bytes are left.");
        return (int)prefix - 1;
    }

    /// <summary>Fills a buffer with the next bytes.</summary>
    public void ReadRaw(scoped Span<byte> buffer)
    {
        if (buffer.Length > Remaining)
            throw EndsEarly();

        while (!buffer.IsEmpty)
        {
            if (_position == _span.Length)
                NextSegment();
            var part = Math.Min(buffer.Length, _span.Length - _position);
            _span.Slice(_position, part).CopyTo(buffer);
            _position += part;
            buffer = buffer[part..];
        }
    }

    /// <summary>Steps over bytes.</summary>
    public void Skip(long count)
    {
        if (count > Remaining)
            throw EndsEarly();

        while (count > 0)
        {
            if (_position == _span.Length)
                NextSegment();
            var part = (int)Math.Min(count, _span.Length - _position);
            _position += part;
            count -= part;
        }
    }

    /// <summary>Goes one level deeper: into an object, a list or a tuple. Pair it with <see cref="LeaveNested"/>.</summary>
    public void EnterNested()
    {
        if (++_depth > NestingLimit.MaxDepth)
            throw NestingLimit.TooDeepToRead();
    }

    /// <summary>Comes back one level.</summary>
    public void LeaveNested() => _depth--;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLongVarUInt64()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = ReadByte();
            if (shift == 63 && part > 1)
                break;
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A number does not fit in 64 bits.");
    }

    private void NextSegment()
    {
        while (_beyondSpan > 0 && _input.TryGet(ref _next, out var memory))
        {
            _span = memory.Span;
            _position = 0;
            _beyondSpan -= _span.Length;
            if (!_span.IsEmpty)
                return;
        }

        throw EndsEarly();
    }

    private static InvalidDataException EndsEarly() => new("The message ends too early.");
}
