namespace Orleans.Serialization;

/// <summary>Carries values of declared types that have no fields of their own: interfaces, abstract classes, <see cref="object"/>.</summary>
/// <typeparam name="T">The declared type.</typeparam>
public sealed class PolymorphicCodec<T> : IFieldCodec<T?>
    where T : class
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Object;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, T? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else if (Codecs.TryGetNamed(value.GetType(), out var codec))
            codec.WriteNamed(ref writer, value);
        else
            throw Codecs.Missing(value.GetType());
    }

    /// <inheritdoc/>
    public T? Read(ref GrainReader reader) => reader.ReadByte() switch
    {
        0 => null,
        2 => (T)NamedCodec.ReadNamed(ref reader, typeof(T)),
        _ => throw new InvalidDataException($"A value where '{typeof(T)}' is declared must name its type."),
    };
}
