using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Serialization;

/// <summary>
/// Appends values to a buffer in the compact wire form: variable-length numbers, UTF-8 strings with their length in front.
/// Pass it by reference, and call <see cref="Commit"/> after the last write: until then the output lacks the latest bytes.
/// </summary>
public ref struct GrainWriter
{
    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _position;
    private int _depth;

    /// <summary>A writer over a buffer.</summary>
    public GrainWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _span = output.GetSpan();
    }

    /// <summary>How many objects, lists and tuples the next value is inside.</summary>
    internal readonly int Depth => _depth;

    /// <summary>Hands everything written so far to the output. The writer can be used further.</summary>
    public void Commit()
    {
        if (_position == 0)
            return;

        _output.Advance(_position);
        _span = _span[_position..];
        _position = 0;
    }

    /// <summary>Appends one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if ((uint)_position >= (uint)_span.Length)
            Grow(1);
        _span[_position++] = value;
    }

    /// <summary>Appends an unsigned number in 1 to 10 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarUInt64(ulong value)
    {
        if (value < 0x80)
            WriteByte((byte)value);
        else
            WriteLongVarUInt64(value);
    }

    /// <summary>Appends a signed number in 1 to 10 bytes, small magnitudes in few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarInt64(long value) => WriteVarUInt64((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>Appends a field's key.</summary>
    /// <param name="id">The field's number.</param>
    /// <param name="wireType">The form of the value that follows.</param>
    public void WriteKey(uint id, WireType wireType) => WriteVarUInt64((ulong)id << 3 | (uint)wireType);

    /// <summary>Appends four bytes, little-endian.</summary>
    public void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        _position += 4;
    }

    /// <summary>Appends eight bytes, little-endian.</summary>
    public void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        _position += 8;
    }

    /// <summary>Appends bytes with their length.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        WriteVarUInt64((ulong)value.Length + 1);
        WriteRaw(value);
    }

    /// <summary>Appends a text or null. A lone surrogate becomes the replacement character.</summary>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteByte(0);
            return;
        }

        // Up to 42 characters take at most 126 bytes, so the length is one byte, known to be so before encoding.
        if (value.Length <= 42)
        {
            var target = Reserve(1 + (value.Length * 3));
            var written = Encoding.UTF8.GetBytes(value, target[1..]);
            target[0] = (byte)(written + 1);
            _position += 1 + written;
            return;
        }

        var count = Encoding.UTF8.GetByteCount(value);
        WriteVarUInt64((ulong)count + 1);
        Encoding.UTF8.GetBytes(value, Reserve(count));
        _position += count;
    }

    /// <summary>Appends bytes as they are.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            if (_position == _span.Length)
                Grow(1);
            var part = Math.Min(value.Length, _span.Length - _position);
            value[..part].CopyTo(_span[_position..]);
            _position += part;
            value = value[part..];
        }
    }

    /// <summary>Goes one level deeper: into an object, a list or a tuple. Pair it with <see cref="LeaveNested"/>.</summary>
    /// <exception cref="InvalidOperationException">Deeper than <see cref="NestingLimit.MaxDepth"/>.</exception>
    public void EnterNested()
    {
        if (++_depth > NestingLimit.MaxDepth)
            throw NestingLimit.TooDeepToWrite();
    }

    /// <summary>Comes back one level.</summary>
    public void LeaveNested() => _depth--;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongVarUInt64(ulong value)
    {
        var target = Reserve(10);
        var count = 0;
        while (value >= 0x80)
        {
            target[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[count++] = (byte)value;
        _position += count;
    }

    private Span<byte> Reserve(int count)
    {
        if (_span.Length - _position < count)
            Grow(count);
        return _span[_position..];
    }

    private void Grow(int count)
    {
        Commit();
        _span = _output.GetSpan(count);
    }
}
