using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator.Reading;

/// <summary>Finds attributes by full name.</summary>
internal static class Attributes
{
    public const string GenerateSerializer = "Orleans.GenerateSerializerAttribute";
    public const string Id = "Orleans.IdAttribute";
    public const string Alias = "Orleans.AliasAttribute";
    public const string GrainType = "Orleans.GrainTypeAttribute";
    public const string Reentrant = "Orleans.Concurrency.ReentrantAttribute";
    public const string ReadOnly = "Orleans.Concurrency.ReadOnlyAttribute";
    public const string AlwaysInterleave = "Orleans.Concurrency.AlwaysInterleaveAttribute";
    public const string OneWay = "Orleans.Concurrency.OneWayAttribute";
    public const string NonSerialized = "System.NonSerializedAttribute";

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>The attribute's first constructor argument.</summary>
    public static string? Text(ISymbol symbol, string name) => Argument(symbol, name) as string;

    /// <summary>The number of an <c>[Id]</c>.</summary>
    public static uint? Number(ISymbol symbol) => Argument(symbol, Id) as uint?;

    private static object? Argument(ISymbol symbol, string name) =>
        Find(symbol, name) is { ConstructorArguments: { Length: > 0 } arguments } ? arguments[0].Value : null;

    private static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && name.EndsWith(type.Name, StringComparison.Ordinal) && Names.Metadata(type) == name)
                return attribute;
        }

        return null;
    }
}
