namespace Orleans.Serialization;

/// <summary>Writes and reads the inside of <see cref="WireType.List"/> values.</summary>
internal static class Elements
{
    // What is allocated for a count that the message only claims; beyond it, room grows with what has really been read.
    private const int TrustedCount = 1024;

    public static void WriteSpan<T>(ref GrainWriter writer, ReadOnlySpan<T> values)
    {
        var codec = Codecs.Get<T>();
        if (!Begin(ref writer, values.Length, (byte)codec.WireType))
            return;

        foreach (var value in values)
            codec.Write(ref writer, value);
        writer.LeaveNested();
    }

    public static void WriteAll<T>(ref GrainWriter writer, int count, IEnumerable<T> values)
    {
        var codec = Codecs.Get<T>();
        if (!Begin(ref writer, count, (byte)codec.WireType))
            return;

        foreach (var value in values)
        {
            codec.Write(ref writer, value);
            count--;
        }

        writer.LeaveNested();
        if (count != 0)
            throw new InvalidOperationException("A collection changed while it was sent.");
    }

    public static void WriteMap<TKey, TValue>(ref GrainWriter writer, int count, IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        var keys = Codecs.Get<TKey>();
        var values = Codecs.Get<TValue>();
        if (!Begin(ref writer, count, MapForm(keys, values)))
            return;

        foreach (var (key, value) in entries)
        {
            keys.Write(ref writer, key);
            values.Write(ref writer, value);
            count--;
        }

        writer.LeaveNested();
        if (count != 0)
            throw new InvalidOperationException("A dictionary changed while it was sent.");
    }

    public static T[]? ReadArray<T>(ref GrainReader reader)
    {
        var codec = Codecs.Get<T>();
        var count = ReadCount(ref reader, (byte)codec.WireType);
        if (count <= 0)
            return count < 0 ? null : [];

        var values = new T[Math.Min(count, TrustedCount)];
        for (var index = 0; index < count; index++)
        {
            if (index == values.Length)
                Array.Resize(ref values, (int)Math.Min(count, index * 2L));
            values[index] = codec.Read(ref reader);
        }

        reader.LeaveNested();
        return values;
    }

    /// <summary>Reads elements into a collection that <paramref name="create"/> makes for a capacity.</summary>
    public static TCollection? ReadInto<TCollection, T>(ref GrainReader reader, Func<int, TCollection> create, Func<TCollection, T, bool> add)
        where TCollection : class
    {
        var codec = Codecs.Get<T>();
        var count = ReadCount(ref reader, (byte)codec.WireType);
        if (count < 0)
            return null;

        var collection = create(Math.Min(count, TrustedCount));
        for (var index = 0; index < count; index++)
        {
            if (!add(collection, codec.Read(ref reader)))
                throw new InvalidDataException("A set holds an element twice.");
        }

        if (count > 0)
            reader.LeaveNested();
        return collection;
    }

    /// <summary>Reads entries; a missing or repeated key is an error.</summary>
    public static Dictionary<TKey, TValue>? ReadMap<TKey, TValue>(ref GrainReader reader)
        where TKey : notnull
    {
        var keys = Codecs.Get<TKey>();
        var values = Codecs.Get<TValue>();
        var count = ReadCount(ref reader, MapForm(keys, values));
        if (count < 0)
            return null;

        var map = new Dictionary<TKey, TValue>(Math.Min(count, TrustedCount));
        for (var index = 0; index < count; index++)
        {
            if (keys.Read(ref reader) is not { } key || !map.TryAdd(key, values.Read(ref reader)))
                throw new InvalidDataException("A key of a dictionary is null or occurs twice.");
        }

        if (count > 0)
            reader.LeaveNested();
        return map;
    }

    private static byte MapForm<TKey, TValue>(IFieldCodec<TKey> keys, IFieldCodec<TValue> values) =>
        (byte)((int)keys.WireType | (int)values.WireType << 4);

    private static bool Begin(ref GrainWriter writer, int count, byte form)
    {
        writer.WriteVarUInt64((ulong)count + 1);
        if (count == 0)
            return false;

        writer.EnterNested();
        writer.WriteByte(form);
        return true;
    }

    // An element takes at least one byte, so a count beyond the remaining bytes is refused as a length would be.
    private static int ReadCount(ref GrainReader reader, byte form)
    {
        var count = reader.ReadLength();
        if (count <= 0)
            return count;

        reader.EnterNested();
        if (reader.ReadByte() != form)
            throw new InvalidDataException("The elements of a collection have another form than their type.");
        return count;
    }
}
