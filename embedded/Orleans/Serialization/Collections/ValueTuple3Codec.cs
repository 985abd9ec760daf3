namespace Orleans.Serialization;

/// <summary>Carries a value tuple of 3 parts.</summary>
/// <typeparam name="T1">The type of part 1.</typeparam>
/// <typeparam name="T2">The type of part 2.</typeparam>
/// <typeparam name="T3">The type of part 3.</typeparam>
public sealed class ValueTupleCodec<T1, T2, T3> : IFieldCodec<(T1, T2, T3)>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Tuple;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, (T1, T2, T3) value)
    {
        writer.WriteByte(3);
        writer.EnterNested();
        writer.WritePart(value.Item1);
        writer.WritePart(value.Item2);
        writer.WritePart(value.Item3);
        writer.LeaveNested();
    }

    /// <inheritdoc/>
    public (T1, T2, T3) Read(ref GrainReader reader)
    {
        reader.ExpectParts(3);
        reader.EnterNested();
        var value = (reader.ReadPart<T1>(), reader.ReadPart<T2>(), reader.ReadPart<T3>());
        reader.LeaveNested();
        return value;
    }
}
