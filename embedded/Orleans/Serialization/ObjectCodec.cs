using System.Runtime.CompilerServices;

namespace Orleans.Serialization;

/// <summary>
/// The base of generated codecs of classes. Fields are written in sections, two for every class of the inheritance chain (its
/// <see cref="IdAttribute"/> members, then the parameters of its primary constructor), so that each class numbers its own.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
/// <param name="name">The wire name.</param>
public abstract class ObjectCodec<T>(string name) : NamedCodec<T>(name), IFieldCodec<T?>
    where T : class
{
    /// <inheritdoc/>
    public WireType WireType => WireType.Object;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteByte(0);
        }
        else if (value.GetType() == typeof(T))
        {
            writer.WriteByte(1);
            writer.EnterNested();
            WriteFields(ref writer, value);
            writer.WriteByte(0);
            writer.LeaveNested();
        }
        else if (Codecs.TryGetNamed(value.GetType(), out var codec))
        {
            codec.WriteNamed(ref writer, value);
        }
        else
        {
            throw Codecs.Missing(value.GetType());
        }
    }

    /// <inheritdoc/>
    public T? Read(ref GrainReader reader)
    {
        switch (reader.ReadByte())
        {
            case 0:
                return null;
            case 1:
                reader.EnterNested();
                var value = ReadFields(ref reader);
                reader.LeaveNested();
                return value;
            case 2:
                return (T)ReadNamed(ref reader, typeof(T));
            default:
                throw new InvalidDataException("An object starts with 0, 1 or 2.");
        }
    }

    /// <summary>Appends the fields of this class and of those it derives from.</summary>
    /// <returns>The section of the last one.</returns>
    public abstract int WriteFields(ref GrainWriter writer, T value);

    /// <summary>Reads the field behind a key into a value, or steps over it.</summary>
    public abstract void ReadField(ref GrainReader reader, T value, int section, ulong key);

    /// <summary>An instance to read fields into.</summary>
    /// <exception cref="InvalidDataException">The class is abstract.</exception>
    protected abstract T Create();

    /// <summary>An instance for classes without an accessible parameterless constructor: no constructor runs.</summary>
    protected static T CreateUninitialized() => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    /// <summary>What <see cref="Create"/> of an abstract class throws.</summary>
    protected static InvalidDataException CannotCreate() => new($"'{typeof(T)}' is abstract: a message must name the derived type.");

    private protected override void WriteFieldsOf(ref GrainWriter writer, object value) => WriteFields(ref writer, (T)value);

    private protected override object ReadFieldsOf(ref GrainReader reader) => ReadFields(ref reader);

    private protected virtual T ReadFields(ref GrainReader reader)
    {
        var value = Create();
        var section = 0;
        while (reader.ReadKey(ref section) is var key and not 0)
            ReadField(ref reader, value, section, key);
        return value;
    }
}
