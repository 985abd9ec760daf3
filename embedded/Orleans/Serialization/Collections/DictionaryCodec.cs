namespace Orleans.Serialization;

/// <summary>Carries a dictionary; it arrives with the default comparer.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class DictionaryCodec<TKey, TValue> : IFieldCodec<Dictionary<TKey, TValue>?>
    where TKey : notnull
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, Dictionary<TKey, TValue>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteMap(ref writer, value.Count, value);
    }

    /// <inheritdoc/>
    public Dictionary<TKey, TValue>? Read(ref GrainReader reader) => Elements.ReadMap<TKey, TValue>(ref reader);
}
