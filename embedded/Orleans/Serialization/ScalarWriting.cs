using System.Buffers.Binary;

namespace Orleans.Serialization;

/// <summary>How the framework's small types are written. Public for generated code.</summary>
public static class ScalarWriting
{
    /// <summary>Appends a truth value.</summary>
    public static void WriteBoolean(this ref GrainWriter writer, bool value) => writer.WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Appends a number.</summary>
    public static void WriteUInt8(this ref GrainWriter writer, byte value) => writer.WriteVarUInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteInt8(this ref GrainWriter writer, sbyte value) => writer.WriteVarInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteInt16(this ref GrainWriter writer, short value) => writer.WriteVarInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteUInt16(this ref GrainWriter writer, ushort value) => writer.WriteVarUInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteInt32(this ref GrainWriter writer, int value) => writer.WriteVarInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteUInt32(this ref GrainWriter writer, uint value) => writer.WriteVarUInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteInt64(this ref GrainWriter writer, long value) => writer.WriteVarInt64(value);

    /// <summary>Appends a number.</summary>
    public static void WriteUInt64(this ref GrainWriter writer, ulong value) => writer.WriteVarUInt64(value);

    /// <summary>Appends a UTF-16 unit.</summary>
    public static void WriteChar(this ref GrainWriter writer, char value) => writer.WriteVarUInt64(value);

    /// <summary>Appends a number; every bit pattern survives.</summary>
    public static void WriteSingle(this ref GrainWriter writer, float value) => writer.WriteFixed32(BitConverter.SingleToUInt32Bits(value));

    /// <summary>Appends a number; every bit pattern survives.</summary>
    public static void WriteDouble(this ref GrainWriter writer, double value) => writer.WriteFixed64(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Appends a number; its scale survives.</summary>
    public static void WriteDecimal(this ref GrainWriter writer, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        Span<byte> bytes = stackalloc byte[16];
        for (var index = 0; index < 4; index++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(index * 4)..], parts[index]);
        writer.WriteBytes(bytes);
    }

    /// <summary>Appends 16 bytes.</summary>
    public static void WriteGuid(this ref GrainWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        writer.WriteBytes(bytes);
    }

    /// <summary>Appends ticks and kind.</summary>
    public static void WriteDateTime(this ref GrainWriter writer, DateTime value) =>
        writer.WriteFixed64((ulong)value.Ticks | (ulong)value.Kind << 62);

    /// <summary>Appends local ticks, and the offset unless it is zero.</summary>
    public static void WriteDateTimeOffset(this ref GrainWriter writer, DateTimeOffset value)
    {
        Span<byte> bytes = stackalloc byte[10];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value.Ticks);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[8..], (short)value.TotalOffsetMinutes);
        writer.WriteBytes(value.TotalOffsetMinutes == 0 ? bytes[..8] : bytes);
    }

    /// <summary>Appends ticks.</summary>
    public static void WriteTimeSpan(this ref GrainWriter writer, TimeSpan value) => writer.WriteVarInt64(value.Ticks);

    /// <summary>Appends the day's number.</summary>
    public static void WriteDateOnly(this ref GrainWriter writer, DateOnly value) => writer.WriteVarUInt64((uint)value.DayNumber);

    /// <summary>Appends ticks.</summary>
    public static void WriteTimeOnly(this ref GrainWriter writer, TimeOnly value) => writer.WriteVarUInt64((ulong)value.Ticks);

    /// <summary>Appends bytes or null.</summary>
    public static void WriteByteArray(this ref GrainWriter writer, byte[]? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            writer.WriteBytes(value);
    }
}
