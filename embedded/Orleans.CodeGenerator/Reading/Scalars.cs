using Microsoft.CodeAnalysis;
using Orleans.CodeGenerator.Model;

namespace Orleans.CodeGenerator.Reading;

/// <summary>The types that the writer and the reader carry without a codec, or with one that is built in.</summary>
internal static class Scalars
{
    private const int VarInt = 1;
    private const int Fixed64 = 2;
    private const int Bytes = 3;
    private const int Fixed32 = 4;
    private const int Object = 6;

    private static readonly Dictionary<string, (string Method, int WireType, string? IsPresent)> Direct = new()
    {
        ["System.Boolean"] = ("Boolean", VarInt, "{0}"),
        ["System.Byte"] = ("UInt8", VarInt, "{0} != 0"),
        ["System.SByte"] = ("Int8", VarInt, "{0} != 0"),
        ["System.Int16"] = ("Int16", VarInt, "{0} != 0"),
        ["System.UInt16"] = ("UInt16", VarInt, "{0} != 0"),
        ["System.Int32"] = ("Int32", VarInt, "{0} != 0"),
        ["System.UInt32"] = ("UInt32", VarInt, "{0} != 0"),
        ["System.Int64"] = ("Int64", VarInt, "{0} != 0"),
        ["System.UInt64"] = ("UInt64", VarInt, "{0} != 0"),
        ["System.Char"] = ("Char", VarInt, "{0} != '\\0'"),
        ["System.Single"] = ("Single", Fixed32, null),
        ["System.Double"] = ("Double", Fixed64, null),
        ["System.Decimal"] = ("Decimal", Bytes, null),
        ["System.String"] = ("String", Bytes, "{0} is not null"),
        ["System.Guid"] = ("Guid", Bytes, "{0} != default(global::System.Guid)"),
        ["System.DateTime"] = ("DateTime", Fixed64, null),
        ["System.DateTimeOffset"] = ("DateTimeOffset", Bytes, null),
        ["System.TimeSpan"] = ("TimeSpan", VarInt, "{0} != default(global::System.TimeSpan)"),
        ["System.DateOnly"] = ("DateOnly", VarInt, "{0} != default(global::System.DateOnly)"),
        ["System.TimeOnly"] = ("TimeOnly", VarInt, "{0} != default(global::System.TimeOnly)"),
    };

    private static readonly Dictionary<string, (int WireType, string? IsPresent)> BuiltIn = new()
    {
        ["System.Uri"] = (Bytes, "{0} is not null"),
        ["System.Version"] = (Bytes, "{0} is not null"),
        ["System.Net.IPAddress"] = (Bytes, "{0} is not null"),
        ["System.Net.IPEndPoint"] = (Bytes, "{0} is not null"),
        ["System.Text.Json.JsonElement"] = (Bytes, null),
        ["System.Object"] = (Object, "{0} is not null"),
        ["System.Exception"] = (Object, "{0} is not null"),
    };

    public static Shape? Find(ITypeSymbol type)
    {
        var code = Names.InCode(type);
        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
            return new Shape(code, Bytes, "writer.WriteByteArray({0});", "reader.ReadByteArray()!", "{0} is not null");
        if (type is not INamedTypeSymbol named)
            return null;

        var name = Names.Metadata(named);
        if (name == "System.ReadOnlyMemory`1" && named.TypeArguments[0].SpecialType == SpecialType.System_Byte)
            return Shapes.ByCodec(code, Bytes, null);
        if (Direct.TryGetValue(name, out var direct))
            return new Shape(code, direct.WireType, $"writer.Write{direct.Method}({{0}});", $"reader.Read{direct.Method}()!", direct.IsPresent);
        return BuiltIn.TryGetValue(name, out var builtIn) ? Shapes.ByCodec(code, builtIn.WireType, builtIn.IsPresent) : null;
    }

    /// <summary>An enum travels as its underlying number.</summary>
    public static Shape OfEnum(INamedTypeSymbol type)
    {
        var code = Names.InCode(type);
        var number = type.EnumUnderlyingType!;
        var method = Direct[Names.Metadata(number)].Method;
        return new Shape(
            code,
            VarInt,
            $"writer.Write{method}(({Names.InCode(number)}){{0}});",
            $"({code})reader.Read{method}()",
            $"{{0}} != default({code})");
    }
}
