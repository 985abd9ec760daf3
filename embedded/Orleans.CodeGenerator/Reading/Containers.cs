using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator.Reading;

/// <summary>The framework's generic types that have codecs.</summary>
internal static class Containers
{
    private const int Tuple = 5;
    private const int List = 7;

    private static readonly Dictionary<string, (string Codec, int WireType, string? IsPresent)> Known = new()
    {
        ["System.Nullable`1"] = ("NullableCodec", Tuple, "{0} is not null"),
        ["System.Collections.Generic.List`1"] = ("ListCodec", List, "{0} is not null"),
        ["System.Collections.Generic.IReadOnlyList`1"] = ("ReadOnlyListCodec", List, "{0} is not null"),
        ["System.Collections.Generic.IReadOnlyCollection`1"] = ("ReadOnlyCollectionCodec", List, "{0} is not null"),
        ["System.Collections.Generic.HashSet`1"] = ("HashSetCodec", List, "{0} is not null"),
        ["System.Collections.Generic.Dictionary`2"] = ("DictionaryCodec", List, "{0} is not null"),
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = ("ReadOnlyDictionaryCodec", List, "{0} is not null"),
        ["System.Collections.Generic.KeyValuePair`2"] = ("KeyValuePairCodec", Tuple, null),
        ["System.Collections.Immutable.ImmutableArray`1"] = ("ImmutableArrayCodec", List, "!{0}.IsDefault"),
        ["System.Collections.Immutable.ImmutableDictionary`2"] = ("ImmutableDictionaryCodec", List, "{0} is not null"),
        ["System.ValueTuple`2"] = ("ValueTupleCodec", Tuple, null),
        ["System.ValueTuple`3"] = ("ValueTupleCodec", Tuple, null),
        ["System.ValueTuple`4"] = ("ValueTupleCodec", Tuple, null),
        ["System.ValueTuple`5"] = ("ValueTupleCodec", Tuple, null),
        ["System.ValueTuple`6"] = ("ValueTupleCodec", Tuple, null),
        ["System.ValueTuple`7"] = ("ValueTupleCodec", Tuple, null),
    };

    /// <summary>The codec of a container, its parts, wire type and test for a value that is not the default.</summary>
    public static bool TryGet(
        ITypeSymbol type,
        out string codec,
        out IReadOnlyList<ITypeSymbol> parts,
        out int wireType,
        out string? isPresent)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            (codec, wireType, isPresent, parts) = ("ArrayCodec", List, "{0} is not null", [array.ElementType]);
            return true;
        }

        if (type is INamedTypeSymbol { IsGenericType: true } named && Known.TryGetValue(Names.Metadata(named), out var known))
        {
            (codec, wireType, isPresent, parts) = (known.Codec, known.WireType, known.IsPresent, named.TypeArguments);
            return true;
        }

        (codec, wireType, isPresent, parts) = ("", 0, null, []);
        return false;
    }
}
