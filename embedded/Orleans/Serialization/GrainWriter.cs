using System.Buffers;

namespace Orleans.Serialization;

/// <summary>Appends values to a buffer in the compact wire form. Numbers are variable-length, strings UTF-8 with a length in front.</summary>
public ref struct GrainWriter
{
    private readonly IBufferWriter<byte> _output;

    /// <summary>A writer over a buffer.</summary>
    public GrainWriter(IBufferWriter<byte> output) => _output = output;

    /// <summary>Appends one byte.</summary>
    public void WriteByte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    /// <summary>Appends an unsigned number in 1 to 10 bytes.</summary>
    public void WriteVarUInt64(ulong value)
    {
        var span = _output.GetSpan(10);
        var count = 0;
        while (value >= 0x80)
        {
            span[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[count++] = (byte)value;
        _output.Advance(count);
    }
}
