namespace Orleans.Serialization;

/// <summary>Carries an array.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ArrayCodec<T> : IFieldCodec<T[]?>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, T[]? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteSpan<T>(ref writer, value);
    }

    /// <inheritdoc/>
    public T[]? Read(ref GrainReader reader) => Elements.ReadArray<T>(ref reader);
}
