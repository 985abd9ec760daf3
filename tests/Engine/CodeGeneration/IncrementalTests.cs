using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orleans.CodeGenerator;
using Xunit;

namespace Platform.Tests.Engine.CodeGeneration;

public sealed class IncrementalTests
{
    private const string Source = """
        using System.Threading.Tasks;
        using Orleans;

        [Alias("g")]
        public interface IG : IGrainWithStringKey
        {
            Task<M> Get(int id);
        }

        [GenerateSerializer, Alias("m")]
        public sealed record M([property: Id(0)] string Text);
        """;

    [Fact]
    public void An_edit_elsewhere_generates_nothing_anew()
    {
        var compilation = Generator.Compile(Source);
        var driver = Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(
            compilation.AddSyntaxTrees(Generator.Parse("class Other;", "Other.cs")),
            TestContext.Current.CancellationToken);

        var outputs = driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs);
        Assert.All(outputs, output => Assert.Contains(output.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Fact]
    public void Generated_files_are_the_same_in_every_run()
    {
        var first = Texts(Driver().RunGenerators(Generator.Compile(Source), TestContext.Current.CancellationToken));
        var second = Texts(Driver().RunGenerators(Generator.Compile(Source), TestContext.Current.CancellationToken));
        Assert.Equal(3, first.Length);
        Assert.Equal(first, second);
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new OrleansCodeGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static string[] Texts(GeneratorDriver driver) => [.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())];
}
