using System.Buffers.Binary;

namespace Orleans.Serialization;

/// <summary>How the framework's small types are read; values out of range throw <see cref="InvalidDataException"/>. Public for generated code.</summary>
public static class ScalarReading
{
    /// <summary>Reads a truth value.</summary>
    public static bool ReadBoolean(this ref GrainReader reader) => reader.ReadUnsigned(1) == 1;

    /// <summary>Reads a number.</summary>
    public static byte ReadUInt8(this ref GrainReader reader) => (byte)reader.ReadUnsigned(byte.MaxValue);

    /// <summary>Reads a number.</summary>
    public static sbyte ReadInt8(this ref GrainReader reader) => (sbyte)reader.ReadSigned(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads a number.</summary>
    public static short ReadInt16(this ref GrainReader reader) => (short)reader.ReadSigned(short.MinValue, short.MaxValue);

    /// <summary>Reads a number.</summary>
    public static ushort ReadUInt16(this ref GrainReader reader) => (ushort)reader.ReadUnsigned(ushort.MaxValue);

    /// <summary>Reads a number.</summary>
    public static int ReadInt32(this ref GrainReader reader) => (int)reader.ReadSigned(int.MinValue, int.MaxValue);

    /// <summary>Reads a number.</summary>
    public static uint ReadUInt32(this ref GrainReader reader) => (uint)reader.ReadUnsigned(uint.MaxValue);

    /// <summary>Reads a number.</summary>
    public static long ReadInt64(this ref GrainReader reader) => reader.ReadVarInt64();

    /// <summary>Reads a number.</summary>
    public static ulong ReadUInt64(this ref GrainReader reader) => reader.ReadVarUInt64();

    /// <summary>Reads a UTF-16 unit.</summary>
    public static char ReadChar(this ref GrainReader reader) => (char)reader.ReadUnsigned(char.MaxValue);

    /// <summary>Reads a number.</summary>
    public static float ReadSingle(this ref GrainReader reader) => BitConverter.UInt32BitsToSingle(reader.ReadFixed32());

    /// <summary>Reads a number.</summary>
    public static double ReadDouble(this ref GrainReader reader) => BitConverter.UInt64BitsToDouble(reader.ReadFixed64());

    /// <summary>Reads a number.</summary>
    public static decimal ReadDecimal(this ref GrainReader reader)
    {
        Span<byte> bytes = stackalloc byte[16];
        reader.ReadExactly(bytes);
        Span<int> parts = stackalloc int[4];
        for (var index = 0; index < 4; index++)
            parts[index] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(index * 4)..]);

        // Sign in bit 31, scale in bits 16 to 23, nothing else.
        if ((parts[3] & 0x7F00FFFF) != 0 || (parts[3] >> 16 & 0xFF) > 28)
            throw new InvalidDataException("A decimal has an impossible scale.");
        return new decimal(parts);
    }

    /// <summary>Reads 16 bytes.</summary>
    public static Guid ReadGuid(this ref GrainReader reader)
    {
        Span<byte> bytes = stackalloc byte[16];
        reader.ReadExactly(bytes);
        return new Guid(bytes);
    }

    /// <summary>Reads ticks and kind.</summary>
    public static DateTime ReadDateTime(this ref GrainReader reader)
    {
        var value = reader.ReadFixed64();
        var ticks = (long)(value & ((1UL << 62) - 1));
        var kind = (DateTimeKind)(value >> 62);
        if (ticks > DateTime.MaxValue.Ticks || kind > DateTimeKind.Local)
            throw new InvalidDataException("A date is out of range.");
        return new DateTime(ticks, kind);
    }

    /// <summary>Reads local ticks and an offset.</summary>
    public static DateTimeOffset ReadDateTimeOffset(this ref GrainReader reader)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = reader.ReadBytes(bytes);
        if (length is not (8 or 10))
            throw new InvalidDataException("A date with offset has 8 or 10 bytes.");

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var minutes = length == 8 ? 0 : BinaryPrimitives.ReadInt16LittleEndian(bytes[8..]);
        var utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks || Math.Abs(minutes) > 14 * 60 || utc < 0 || utc > DateTime.MaxValue.Ticks)
            throw new InvalidDataException("A date with offset is out of range.");
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
    }

    /// <summary>Reads ticks.</summary>
    public static TimeSpan ReadTimeSpan(this ref GrainReader reader) => new(reader.ReadVarInt64());

    /// <summary>Reads a day's number.</summary>
    public static DateOnly ReadDateOnly(this ref GrainReader reader) =>
        DateOnly.FromDayNumber((int)reader.ReadUnsigned((uint)DateOnly.MaxValue.DayNumber));

    /// <summary>Reads ticks.</summary>
    public static TimeOnly ReadTimeOnly(this ref GrainReader reader) => new((long)reader.ReadUnsigned((ulong)TimeOnly.MaxValue.Ticks));

    private static ulong ReadUnsigned(this ref GrainReader reader, ulong max)
    {
        var value = reader.ReadVarUInt64();
        return value <= max ? value : throw OutOfRange();
    }

    private static long ReadSigned(this ref GrainReader reader, long min, long max)
    {
        var value = reader.ReadVarInt64();
        return value >= min && value <= max ? value : throw OutOfRange();
    }

    private static void ReadExactly(this ref GrainReader reader, scoped Span<byte> buffer)
    {
        if (reader.ReadLength() != buffer.Length)
            throw new InvalidDataException($"A value of {buffer.Length} bytes has another length.");
        reader.ReadRaw(buffer);
    }

    private static InvalidDataException OutOfRange() => new("A number does not fit its type.");
}
