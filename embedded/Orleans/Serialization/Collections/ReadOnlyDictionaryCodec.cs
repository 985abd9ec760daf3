namespace Orleans.Serialization;

/// <summary>Carries a read-only dictionary; it arrives as a dictionary with the default comparer.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class ReadOnlyDictionaryCodec<TKey, TValue> : IFieldCodec<IReadOnlyDictionary<TKey, TValue>?>
    where TKey : notnull
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, IReadOnlyDictionary<TKey, TValue>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteMap(ref writer, value.Count, value);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<TKey, TValue>? Read(ref GrainReader reader) => Elements.ReadMap<TKey, TValue>(ref reader);
}
