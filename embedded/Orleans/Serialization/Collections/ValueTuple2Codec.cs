namespace Orleans.Serialization;

/// <summary>Carries a value tuple of 2 parts.</summary>
/// <typeparam name="T1">The type of part 1.</typeparam>
/// <typeparam name="T2">The type of part 2.</typeparam>
public sealed class ValueTupleCodec<T1, T2> : IFieldCodec<(T1, T2)>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Tuple;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, (T1, T2) value)
    {
        writer.WriteByte(2);
        writer.EnterNested();
        writer.WritePart(value.Item1);
        writer.WritePart(value.Item2);
        writer.LeaveNested();
    }

    /// <inheritdoc/>
    public (T1, T2) Read(ref GrainReader reader)
    {
        reader.ExpectParts(2);
        reader.EnterNested();
        var value = (reader.ReadPart<T1>(), reader.ReadPart<T2>());
        reader.LeaveNested();
        return value;
    }
}
