namespace Orleans.Serialization;

/// <summary>Carries a nullable value as a tuple of no part or one.</summary>
/// <typeparam name="T">The underlying type.</typeparam>
public sealed class NullableCodec<T> : IFieldCodec<T?>
    where T : struct
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Tuple;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, T? value)
    {
        if (value is { } present)
            writer.WriteSingle(present);
        else
            writer.WriteByte(0);
    }

    /// <inheritdoc/>
    public T? Read(ref GrainReader reader)
    {
        switch (reader.ReadVarUInt64())
        {
            case 0:
                return null;
            case 1:
                reader.EnterNested();
                var value = reader.ReadPart<T>();
                reader.LeaveNested();
                return value;
            default:
                throw new InvalidDataException("A nullable value has no part or one.");
        }
    }
}
