using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator.Model;

/// <summary>A diagnostic to report.</summary>
internal sealed record Finding(string RuleId, SourcePlace? Place, EquatableArray<string> Arguments)
{
    public static Finding Of(DiagnosticDescriptor rule, ISymbol symbol, params string[] arguments) =>
        new(rule.Id, SourcePlace.Of(symbol), new(arguments));

    public Diagnostic ToDiagnostic(Compilation compilation) =>
        Diagnostic.Create(Rules.ById[RuleId], Place?.In(compilation) ?? Location.None, [.. Arguments]);
}
