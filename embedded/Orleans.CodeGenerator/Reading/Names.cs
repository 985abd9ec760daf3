using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orleans.CodeGenerator.Reading;

/// <summary>The names of symbols: in generated code, and on the wire.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Code = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>The type in generated code.</summary>
    public static string InCode(ITypeSymbol type) => type.ToDisplayString(Code);

    /// <summary>An identifier, escaped where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The namespace of what is generated for a type.</summary>
    public static string GeneratedNamespace(ITypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace
        ? "OrleansCodeGen"
        : "OrleansCodeGen." + type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>A type's name with those of the types around it, as one identifier.</summary>
    public static string Flat(INamedTypeSymbol type)
    {
        var name = type.Arity == 0 ? type.Name : type.Name + "_" + type.Arity;
        return type.ContainingType is { } outer ? Flat(outer) + "_" + name : name;
    }

    /// <summary>Namespace and metadata name, such as <c>System.Collections.Generic.List`1</c>.</summary>
    public static string Metadata(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return Metadata(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
    }

    /// <summary>The name on the wire: the alias, else the metadata name; with those of the type arguments.</summary>
    public static string OnWire(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => OnWire(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
        INamedTypeSymbol named => (Alias(named) ?? Metadata(named)) + Arguments(named),
        _ => type.Name,
    };

    /// <summary>The <c>[Alias]</c>; null for none.</summary>
    public static string? Alias(ISymbol symbol) => Attributes.Text(symbol, Attributes.Alias);

    /// <summary>The type arguments of a type and of the types around it.</summary>
    public static IEnumerable<ITypeSymbol> AllTypeArguments(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? AllTypeArguments(outer).Concat(type.TypeArguments) : type.TypeArguments;

    private static string Arguments(INamedTypeSymbol type)
    {
        var arguments = AllTypeArguments(type).ToList();
        return arguments.Count == 0 || SymbolEqualityComparer.Default.Equals(type, type.OriginalDefinition)
            ? ""
            : "<" + string.Join(",", arguments.Select(OnWire)) + ">";
    }
}
