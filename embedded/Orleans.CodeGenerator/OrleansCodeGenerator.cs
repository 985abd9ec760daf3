using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Orleans.CodeGenerator.Emitting;
using Orleans.CodeGenerator.Model;
using Orleans.CodeGenerator.Reading;

namespace Orleans.CodeGenerator;

/// <summary>Generates proxies and requests of grain interfaces, codecs of serialisable types, and their registration.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class OrleansCodeGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var types = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attributes.GenerateSerializer,
            static (_, _) => true,
            static (found, _) => found.TargetSymbol is INamedTypeSymbol type ? SerializableTypeReader.Read(type) : null);
        var interfaces = Declared<InterfaceDeclarationSyntax>(context, GrainInterfaceReader.Read);
        var classes = Declared<ClassDeclarationSyntax>(context, GrainClassReader.Read);

        foreach (var units in (IncrementalValuesProvider<GeneratedUnit?>[])[types, interfaces, classes])
        {
            context.RegisterSourceOutput(units, static (output, unit) =>
            {
                if (unit is { HintName.Length: > 0 })
                    output.AddSource(unit.HintName, SourceText.From(unit.Source, Encoding.UTF8));
            });
        }

        var all = types.Collect().Combine(interfaces.Collect()).Combine(classes.Collect()).Select(static (lists, _) =>
            new EquatableArray<GeneratedUnit>([.. Present(lists.Left.Left), .. Present(lists.Left.Right), .. Present(lists.Right)]));
        context.RegisterSourceOutput(all, static (output, units) =>
        {
            if (RegistrationEmitter.Emit(units) is { } source)
                output.AddSource("GrainRegistration.g.cs", SourceText.From(source, Encoding.UTF8));
        });

        // Apart from the sources: only this step needs the compilation, for locations that pragmas apply to.
        var findings = all.Select(static (units, _) =>
            new EquatableArray<Finding>([.. units.SelectMany(static unit => unit.Findings), .. DuplicateNames.Find(units)]));
        context.RegisterSourceOutput(findings.Combine(context.CompilationProvider), static (output, pair) =>
        {
            foreach (var finding in pair.Left)
                output.ReportDiagnostic(finding.ToDiagnostic(pair.Right));
        });
    }

    private static IncrementalValuesProvider<GeneratedUnit?> Declared<TSyntax>(
        IncrementalGeneratorInitializationContext context,
        Func<INamedTypeSymbol, GeneratedUnit?> read)
        where TSyntax : TypeDeclarationSyntax => context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is TSyntax { BaseList: not null },
            (found, cancellation) => found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is INamedTypeSymbol type && IsFirstPart(type, found.Node)
                ? read(type)
                : null);

    // A partial type has several declarations with a base list; one of them yields it.
    private static bool IsFirstPart(INamedTypeSymbol type, SyntaxNode node) =>
        type.DeclaringSyntaxReferences.First(static part => part.GetSyntax() is TypeDeclarationSyntax { BaseList: not null }) is var first
        && first.SyntaxTree == node.SyntaxTree
        && first.Span == node.Span;

    private static IEnumerable<GeneratedUnit> Present(ImmutableArray<GeneratedUnit?> units) => units.OfType<GeneratedUnit>();
}
