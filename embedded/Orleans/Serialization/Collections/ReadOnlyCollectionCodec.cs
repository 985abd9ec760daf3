namespace Orleans.Serialization;

/// <summary>Carries a read-only collection; it arrives as an array.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ReadOnlyCollectionCodec<T> : IFieldCodec<IReadOnlyCollection<T>?>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, IReadOnlyCollection<T>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteAll(ref writer, value.Count, value);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<T>? Read(ref GrainReader reader) => Elements.ReadArray<T>(ref reader);
}
