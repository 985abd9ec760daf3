namespace Orleans.Serialization;

/// <summary>Carries a value tuple of 5 parts.</summary>
/// <typeparam name="T1">The type of part 1.</typeparam>
/// <typeparam name="T2">The type of part 2.</typeparam>
/// <typeparam name="T3">The type of part 3.</typeparam>
/// <typeparam name="T4">The type of part 4.</typeparam>
/// <typeparam name="T5">The type of part 5.</typeparam>
public sealed class ValueTupleCodec<T1, T2, T3, T4, T5> : IFieldCodec<(T1, T2, T3, T4, T5)>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Tuple;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, (T1, T2, T3, T4, T5) value)
    {
        writer.WriteByte(5);
        writer.EnterNested();
        writer.WritePart(value.Item1);
        writer.WritePart(value.Item2);
        writer.WritePart(value.Item3);
        writer.WritePart(value.Item4);
        writer.WritePart(value.Item5);
        writer.LeaveNested();
    }

    /// <inheritdoc/>
    public (T1, T2, T3, T4, T5) Read(ref GrainReader reader)
    {
        reader.ExpectParts(5);
        reader.EnterNested();
        var value = (
            reader.ReadPart<T1>(),
            reader.ReadPart<T2>(),
            reader.ReadPart<T3>(),
            reader.ReadPart<T4>(),
            reader.ReadPart<T5>());
        reader.LeaveNested();
        return value;
    }
}
