using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orleans.CodeGenerator;

namespace Platform.Tests.Engine.CodeGeneration;

/// <summary>Runs the code generator on source text, as the compiler does.</summary>
internal static class Generator
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(IGrain).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, path: path);

    public static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Snippet",
        [Parse(source, "Snippet.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The ids of what the generator reports, and of what the compiler says about the generated code.</summary>
    public static string[] Diagnose(string source) => [.. Run(source).Select(diagnostic => diagnostic.Id).Order()];

    public static ImmutableArray<Diagnostic> Run(string source)
    {
        CSharpGeneratorDriver.Create(new OrleansCodeGenerator()).RunGeneratorsAndUpdateCompilation(Compile(source), out var output, out var reported);
        return [.. reported, .. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
