namespace Orleans.Serialization;

/// <summary>Writes and reads the parts of <see cref="WireType.Tuple"/> values. Public for generated code of generic types.</summary>
public static class TupleParts
{
    /// <summary>Appends a tuple of one part: how a member whose type is a type parameter travels.</summary>
    public static void WriteSingle<T>(this ref GrainWriter writer, T value)
    {
        writer.WriteByte(1);
        writer.EnterNested();
        writer.WritePart(value);
        writer.LeaveNested();
    }

    /// <summary>Reads what <see cref="WriteSingle"/> wrote.</summary>
    public static T ReadSingle<T>(this ref GrainReader reader)
    {
        reader.ExpectParts(1);
        reader.EnterNested();
        var value = reader.ReadPart<T>();
        reader.LeaveNested();
        return value;
    }

    internal static void WritePart<T>(this ref GrainWriter writer, T value)
    {
        var codec = Codecs.Get<T>();
        writer.WriteByte((byte)codec.WireType);
        codec.Write(ref writer, value);
    }

    internal static T ReadPart<T>(this ref GrainReader reader)
    {
        var codec = Codecs.Get<T>();
        if (reader.ReadByte() != (byte)codec.WireType)
            throw new InvalidDataException($"A part of a tuple is no '{typeof(T)}'.");
        return codec.Read(ref reader);
    }

    internal static void ExpectParts(this ref GrainReader reader, int count)
    {
        if (reader.ReadVarUInt64() is var found && found != (uint)count)
            throw new InvalidDataException($"A tuple of {count} parts has {found}.");
    }
}
