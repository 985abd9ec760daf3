namespace Orleans.Serialization;

/// <summary>Carries a set; it arrives with the default comparer.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class HashSetCodec<T> : IFieldCodec<HashSet<T>?>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, HashSet<T>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteAll(ref writer, value.Count, value);
    }

    /// <inheritdoc/>
    public HashSet<T>? Read(ref GrainReader reader) => Elements.ReadInto<HashSet<T>, T>(
        ref reader,
        static capacity => new HashSet<T>(capacity),
        static (set, element) => set.Add(element));
}
