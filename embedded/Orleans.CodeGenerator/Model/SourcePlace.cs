using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Orleans.CodeGenerator.Model;

/// <summary>A location without its syntax tree, which a cached model must not keep alive.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span)
{
    public static SourcePlace? Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault(static location => location.IsInSource));

    public static SourcePlace? Of(Location? location) =>
        location?.SourceTree is { } tree ? new SourcePlace(tree.FilePath, location.SourceSpan) : null;

    /// <summary>The location in a compilation's own tree: only there do pragmas and .editorconfig apply to a diagnostic.</summary>
    public Location In(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path && tree.Length >= Span.End);
        return tree is null ? Location.None : Location.Create(tree, Span);
    }
}
