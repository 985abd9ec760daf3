namespace Orleans.Serialization;

/// <summary>Carries a read-only list; it arrives as an array.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ReadOnlyListCodec<T> : IFieldCodec<IReadOnlyList<T>?>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, IReadOnlyList<T>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteAll(ref writer, value.Count, value);
    }

    /// <inheritdoc/>
    public IReadOnlyList<T>? Read(ref GrainReader reader) => Elements.ReadArray<T>(ref reader);
}
