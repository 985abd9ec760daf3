namespace Orleans.Serialization;

/// <summary>Carries a key and its value.</summary>
/// <typeparam name="TKey">The type of part 1.</typeparam>
/// <typeparam name="TValue">The type of part 2.</typeparam>
public sealed class KeyValuePairCodec<TKey, TValue> : IFieldCodec<KeyValuePair<TKey, TValue>>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Tuple;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, KeyValuePair<TKey, TValue> value)
    {
        writer.WriteByte(2);
        writer.EnterNested();
        writer.WritePart(value.Key);
        writer.WritePart(value.Value);
        writer.LeaveNested();
    }

    /// <inheritdoc/>
    public KeyValuePair<TKey, TValue> Read(ref GrainReader reader)
    {
        reader.ExpectParts(2);
        reader.EnterNested();
        var value = new KeyValuePair<TKey, TValue>(reader.ReadPart<TKey>(), reader.ReadPart<TValue>());
        reader.LeaveNested();
        return value;
    }
}
