namespace Orleans.Serialization;

/// <summary>Lets a value without fields of its own (a number, a text, an enum) travel with its type's name: as field 0 of an object.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="name">The wire name.</param>
public sealed class NamedValueCodec<T>(string name) : NamedCodec<T>(name)
{
    private protected override void WriteFieldsOf(ref GrainWriter writer, object value)
    {
        var codec = Codecs.Get<T>();
        writer.WriteKey(0, codec.WireType);
        codec.Write(ref writer, (T)value);
    }

    private protected override object ReadFieldsOf(ref GrainReader reader)
    {
        var codec = Codecs.Get<T>();
        var value = default(object);
        var section = 0;
        while (reader.ReadKey(ref section) is var key and not 0)
        {
            if (section == 0 && key == (uint)codec.WireType)
                value = codec.Read(ref reader);
            else
                reader.SkipField(key);
        }

        return value ?? throw new InvalidDataException($"A value of '{typeof(T)}' is missing.");
    }
}
