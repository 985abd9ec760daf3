using System.Text;

namespace Orleans.Serialization;

/// <summary>A codec whose values can travel with the name of their type, where the declared type is another one.</summary>
public abstract class NamedCodec
{
    private readonly byte[] _utf8Name;

    private protected NamedCodec(Type type, string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            throw new InvalidOperationException($"The wire name '{name}' is longer than {MaxNameBytes} bytes: give '{type}' a shorter [Alias].");

        Type = type;
        Name = name;
        _utf8Name = Encoding.UTF8.GetBytes(name);
    }

    /// <summary>The longest wire name, in bytes of UTF-8.</summary>
    internal const int MaxNameBytes = 512;

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>The wire name: the alias, else the full type name.</summary>
    public string Name { get; }

    /// <summary>Appends a value with the name of its type; see <see cref="WireType.Object"/>.</summary>
    internal void WriteNamed(ref GrainWriter writer, object value)
    {
        writer.WriteByte(2);
        writer.WriteBytes(_utf8Name);
        writer.EnterNested();
        WriteFieldsOf(ref writer, value);
        writer.WriteByte(0);
        writer.LeaveNested();
    }

    /// <summary>Reads a value behind the 2 that says that a name follows.</summary>
    /// <param name="reader">At the name.</param>
    /// <param name="declaredType">What the value must be assignable to.</param>
    internal static object ReadNamed(ref GrainReader reader, Type declaredType)
    {
        Span<byte> utf8 = stackalloc byte[MaxNameBytes];
        Span<char> chars = stackalloc char[MaxNameBytes];
        var name = chars[..Encoding.UTF8.GetChars(utf8[..reader.ReadBytes(utf8)], chars)];
        if (!Codecs.TryGetNamed(name, out var codec))
            throw new InvalidDataException($"No type here is named '{name}' on the wire: deploy the contract that declares it.");
        if (!codec.Type.IsAssignableTo(declaredType))
            throw new InvalidDataException($"'{codec.Type}' cannot stand where '{declaredType}' is declared.");

        reader.EnterNested();
        var value = codec.ReadFieldsOf(ref reader);
        reader.LeaveNested();
        return value;
    }

    private protected abstract void WriteFieldsOf(ref GrainWriter writer, object value);

    private protected abstract object ReadFieldsOf(ref GrainReader reader);
}
