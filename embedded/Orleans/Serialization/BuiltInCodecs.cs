using System.Net;
using System.Text.Json;

namespace Orleans.Serialization;

/// <summary>The codecs of the framework's types. Those that have a name here may be values of <see cref="object"/>.</summary>
internal static class BuiltInCodecs
{
    public static void Register()
    {
        Named("bool", WireType.VarInt, ScalarWriting.WriteBoolean, ScalarReading.ReadBoolean);
        Named("byte", WireType.VarInt, ScalarWriting.WriteUInt8, ScalarReading.ReadUInt8);
        Named("sbyte", WireType.VarInt, ScalarWriting.WriteInt8, ScalarReading.ReadInt8);
        Named("short", WireType.VarInt, ScalarWriting.WriteInt16, ScalarReading.ReadInt16);
        Named("ushort", WireType.VarInt, ScalarWriting.WriteUInt16, ScalarReading.ReadUInt16);
        Named("int", WireType.VarInt, ScalarWriting.WriteInt32, ScalarReading.ReadInt32);
        Named("uint", WireType.VarInt, ScalarWriting.WriteUInt32, ScalarReading.ReadUInt32);
        Named("long", WireType.VarInt, ScalarWriting.WriteInt64, ScalarReading.ReadInt64);
        Named("ulong", WireType.VarInt, ScalarWriting.WriteUInt64, ScalarReading.ReadUInt64);
        Named("char", WireType.VarInt, ScalarWriting.WriteChar, ScalarReading.ReadChar);
        Named("float", WireType.Fixed32, ScalarWriting.WriteSingle, ScalarReading.ReadSingle);
        Named("double", WireType.Fixed64, ScalarWriting.WriteDouble, ScalarReading.ReadDouble);
        Named("decimal", WireType.Bytes, ScalarWriting.WriteDecimal, ScalarReading.ReadDecimal);
        Named("Guid", WireType.Bytes, ScalarWriting.WriteGuid, ScalarReading.ReadGuid);
        Named("DateTime", WireType.Fixed64, ScalarWriting.WriteDateTime, ScalarReading.ReadDateTime);
        Named("DateTimeOffset", WireType.Bytes, ScalarWriting.WriteDateTimeOffset, ScalarReading.ReadDateTimeOffset);
        Named("TimeSpan", WireType.VarInt, ScalarWriting.WriteTimeSpan, ScalarReading.ReadTimeSpan);
        Named("DateOnly", WireType.VarInt, ScalarWriting.WriteDateOnly, ScalarReading.ReadDateOnly);
        Named("TimeOnly", WireType.VarInt, ScalarWriting.WriteTimeOnly, ScalarReading.ReadTimeOnly);
        Named<string?>(
            "string",
            WireType.Bytes,
            static (ref writer, value) => writer.WriteString(value),
            static (ref reader) => reader.ReadString());
        Named<byte[]?>("byte[]", WireType.Bytes, ScalarWriting.WriteByteArray, static (ref reader) => reader.ReadByteArray());
        Unnamed(
            WireType.Bytes,
            static (ref writer, value) => writer.WriteBytes(value.Span),
            static (ref reader) => new ReadOnlyMemory<byte>(reader.ReadByteArray() ?? []));
        Unnamed<JsonElement>(WireType.Bytes, JsonElements.Write, JsonElements.Read);
        Text("Uri", static uri => uri.OriginalString, static text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) ? uri : null);
        Text("Version", static version => version.ToString(), static text => Version.TryParse(text, out var version) ? version : null);
        Text("IPAddress", static address => address.ToString(), static text => IPAddress.TryParse(text, out var address) ? address : null);
        Text("IPEndPoint", static point => point.ToString(), static text => IPEndPoint.TryParse(text, out var point) ? point : null);
        Codecs.Register(new PolymorphicCodec<object>());
        Codecs.Register(new ExceptionCodec());
    }

    private static void Unnamed<T>(WireType wireType, ScalarCodec<T>.Writing write, ScalarCodec<T>.Reading read) =>
        Codecs.Register(new ScalarCodec<T>(wireType, write, read));

    private static void Named<T>(string name, WireType wireType, ScalarCodec<T>.Writing write, ScalarCodec<T>.Reading read)
    {
        Unnamed(wireType, write, read);
        Codecs.RegisterNamed(new NamedValueCodec<T>(name));
    }

    private static void Text<T>(string name, Func<T, string> format, Func<string, T?> parse)
        where T : class => Named<T?>(
            name,
            WireType.Bytes,
            (ref writer, value) => writer.WriteString(value is null ? null : format(value)),
            (ref reader) => reader.ReadString() is not { } text
                ? null
                : parse(text) ?? throw new InvalidDataException($"A text is no '{typeof(T)}'."));
}
