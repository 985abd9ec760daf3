using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Invocation;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Engine.CodeGeneration;

public sealed class ManifestTests
{
    [Fact]
    public void An_interface_is_found_by_type_and_by_wire_name_with_all_its_methods()
    {
        var found = GrainManifest.GetInterface(typeof(IProbeGrain));
        Assert.Equal("test.probe", found.Name);
        Assert.True(GrainManifest.TryGetInterface("test.probe", out var same));
        Assert.Same(found, same);
        Assert.NotNull(found.FindMethod("renamed"));
        Assert.NotNull(found.FindMethod(nameof(IProbeBase.Inherited)));
        Assert.NotNull(found.FindMethod("Overloaded(System.Int32)"));
        Assert.NotNull(found.FindMethod("Overloaded(System.String)"));
        Assert.Null(found.FindMethod(nameof(IProbeGrain.Remember)));
        Assert.Null(GrainManifest.GetMethod("no such interface", "x"));
        Assert.Throws<InvalidOperationException>(() => GrainManifest.GetInterface(typeof(IDisposable)));
    }

    [Theory]
    [InlineData(nameof(IProbeGrain.Nothing), GrainMethodOptions.None)]
    [InlineData(nameof(IProbeGrain.Recall), GrainMethodOptions.ReadOnly)]
    [InlineData(nameof(IProbeGrain.Search), GrainMethodOptions.AlwaysInterleave)]
    [InlineData(nameof(IProbeGrain.Forget), GrainMethodOptions.OneWay)]
    [InlineData(nameof(IProbeGrain.Watch), GrainMethodOptions.Stream)]
    public void Attributes_of_the_interface_become_options(string method, GrainMethodOptions options) =>
        Assert.Equal(options, GrainManifest.GetMethod("test.probe", method)!.Options);

    [Fact]
    public void A_grain_class_is_found_and_constructed_with_its_services()
    {
        Assert.True(GrainManifest.TryGetClass(GrainType.Create("test-named"), out var named));
        Assert.Equal((typeof(NamedGrain), true), (named.Type, named.IsReentrant));
        Assert.Equal([typeof(IManifestGrain)], named.Interfaces);
        Assert.Contains(named, GrainManifest.ClassesOf(typeof(IManifestGrain)));

        using var services = new ServiceCollection().AddSingleton("injected").BuildServiceProvider();
        Assert.Equal("injected", Assert.IsType<NamedGrain>(named.Create(services)).Value);
    }

    [Fact]
    public void What_merely_implements_a_grain_interface_is_no_grain_class() =>
        Assert.False(GrainManifest.TryGetClass(typeof(ProbeTarget), out _));

    [Fact]
    public void Loading_an_assembly_registers_what_its_references_declare()
    {
        GrainManifest.EnsureLoaded(typeof(ManifestTests).Assembly);
        Assert.Contains(GrainManifest.Interfaces, found => found.Type == typeof(ISessionGrain));
    }

    [Fact]
    public void A_wire_name_belongs_to_one_interface()
    {
        var clash = new GrainInterface(typeof(IDisposable), "test.probe", (_, _) => throw new NotSupportedException());
        Assert.Throws<InvalidOperationException>(() => GrainManifest.RegisterInterface(clash));
    }
}

[Alias("test.manifest")]
public interface IManifestGrain : IGrainWithGuidKey
{
    Task Touch();
}

[GrainType("test-named"), Reentrant]
internal sealed class NamedGrain(string value) : IManifestGrain
{
    public string Value => value;

    public Task Touch() => Task.CompletedTask;
}
