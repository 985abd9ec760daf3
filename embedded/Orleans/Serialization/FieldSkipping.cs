namespace Orleans.Serialization;

/// <summary>Steps over values of fields that this process does not know, by their wire type alone.</summary>
public static class FieldSkipping
{
    /// <summary>Steps over the value of a field.</summary>
    /// <param name="reader">At the value, just behind the key.</param>
    /// <param name="key">The key.</param>
    public static void SkipField(this ref GrainReader reader, ulong key) => Skip(ref reader, (WireType)(key & 7));

    private static void Skip(ref GrainReader reader, WireType wireType)
    {
        switch (wireType)
        {
            case WireType.VarInt:
                reader.ReadVarUInt64();
                break;
            case WireType.Fixed64:
                reader.Skip(8);
                break;
            case WireType.Fixed32:
                reader.Skip(4);
                break;
            case WireType.Bytes:
                SkipBytes(ref reader);
                break;
            case WireType.Tuple:
                SkipTuple(ref reader);
                break;
            case WireType.Object:
                SkipObject(ref reader);
                break;
            case WireType.List:
                SkipList(ref reader);
                break;
            default:
                throw new InvalidDataException($"{(int)wireType} is not the wire type of a value.");
        }
    }

    private static void SkipBytes(ref GrainReader reader)
    {
        var length = reader.ReadLength();
        if (length > 0)
            reader.Skip(length);
    }

    private static void SkipTuple(ref GrainReader reader)
    {
        reader.EnterNested();
        for (var left = reader.ReadVarUInt64(); left > 0; left--)
            Skip(ref reader, (WireType)reader.ReadByte());
        reader.LeaveNested();
    }

    private static void SkipObject(ref GrainReader reader)
    {
        switch (reader.ReadByte())
        {
            case 0:
                return;
            case 1:
                break;
            case 2:
                SkipBytes(ref reader);
                break;
            default:
                throw new InvalidDataException("An object starts with 0, 1 or 2.");
        }

        reader.EnterNested();
        var section = 0;
        while (reader.ReadKey(ref section) is var key and not 0)
            reader.SkipField(key);
        reader.LeaveNested();
    }

    private static void SkipList(ref GrainReader reader)
    {
        var count = reader.ReadLength();
        if (count <= 0)
            return;

        reader.EnterNested();
        var elements = reader.ReadByte();
        for (; count > 0; count--)
        {
            Skip(ref reader, (WireType)(elements & 15));
            if (elements > 15)
                Skip(ref reader, (WireType)(elements >> 4));
        }

        reader.LeaveNested();
    }
}
