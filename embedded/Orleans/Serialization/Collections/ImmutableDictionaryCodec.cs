using System.Collections.Immutable;

namespace Orleans.Serialization;

/// <summary>Carries an immutable dictionary; it arrives with the default comparers.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class ImmutableDictionaryCodec<TKey, TValue> : IFieldCodec<ImmutableDictionary<TKey, TValue>?>
    where TKey : notnull
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, ImmutableDictionary<TKey, TValue>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteMap(ref writer, value.Count, value);
    }

    /// <inheritdoc/>
    public ImmutableDictionary<TKey, TValue>? Read(ref GrainReader reader) => Elements.ReadMap<TKey, TValue>(ref reader)?.ToImmutableDictionary();
}
