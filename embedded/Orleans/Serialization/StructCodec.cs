namespace Orleans.Serialization;

/// <summary>The base of generated codecs of structs; the wire form is that of a class without a base.</summary>
/// <typeparam name="T">The struct.</typeparam>
/// <param name="name">The wire name.</param>
public abstract class StructCodec<T>(string name) : NamedCodec<T>(name), IFieldCodec<T>
    where T : struct
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Object;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, T value)
    {
        writer.WriteByte(1);
        writer.EnterNested();
        WriteFields(ref writer, ref value);
        writer.WriteByte(0);
        writer.LeaveNested();
    }

    /// <inheritdoc/>
    public T Read(ref GrainReader reader)
    {
        if (reader.ReadByte() != 1)
            throw new InvalidDataException($"A value of '{typeof(T)}' starts with 1.");

        reader.EnterNested();
        var value = ReadFields(ref reader);
        reader.LeaveNested();
        return value;
    }

    /// <summary>Appends the fields.</summary>
    protected abstract void WriteFields(ref GrainWriter writer, ref T value);

    /// <summary>Reads the field behind a key into a value, or steps over it.</summary>
    protected abstract void ReadField(ref GrainReader reader, ref T value, int section, ulong key);

    private protected override void WriteFieldsOf(ref GrainWriter writer, object value)
    {
        var unboxed = (T)value;
        WriteFields(ref writer, ref unboxed);
    }

    private protected override object ReadFieldsOf(ref GrainReader reader) => ReadFields(ref reader);

    private T ReadFields(ref GrainReader reader)
    {
        var value = default(T);
        var section = 0;
        while (reader.ReadKey(ref section) is var key and not 0)
            ReadField(ref reader, ref value, section, key);
        return value;
    }
}
