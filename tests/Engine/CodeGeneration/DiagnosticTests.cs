using Microsoft.CodeAnalysis;
using Xunit;

namespace Platform.Tests.Engine.CodeGeneration;

public sealed class DiagnosticTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Orleans;
        using Orleans.Concurrency;

        """;

    [Theory]
    [InlineData("ORLEANS0009", "int Foo();")]
    [InlineData("ORLEANS0009", "void Foo();")]
    [InlineData("ORLEANS0009", "IEnumerable<int> Foo();")]
    [InlineData("ORLEANS0009", "[OneWay] Task<int> Foo();")]
    [InlineData("ORLEANS0009", "[OneWay] IAsyncEnumerable<int> Foo();")]
    [InlineData("ORLEANS0002", "Task Foo(ref int x);")]
    [InlineData("ORLEANS0002", "Task Foo(out int x);")]
    [InlineData("ORLEANS0008", "int Foo { get; }")]
    [InlineData("ORLEANS0008", "event Action Foo;")]
    [InlineData("ORLEANS0109", "Task Foo(CancellationToken a, CancellationToken b);")]
    [InlineData("ORLEANS0121", "Task Foo<T>(T x);")]
    [InlineData("ORLEANS0120", "Task Foo(Action x);")]
    [InlineData("ORLEANS0120", "Task<System.IO.Stream> Foo();")]
    [InlineData("ORLEANS0120", "Task Foo(IEnumerable<int> x);")]
    [InlineData("ORLEANS0120", "Task Foo(List<Dictionary<string, Plain>> x); } public class Plain {")]
    [InlineData("ORLEANS0011", "[Alias(\"x\")] Task Foo(); [Alias(\"x\")] Task Bar();")]
    public void A_wrong_grain_method_is_an_error(string id, string member) =>
        Assert.Equal([id], Generator.Diagnose($"{Usings}[Alias(\"g\")] public interface IG : IGrainWithStringKey {{ {member} }}"));

    [Theory]
    [InlineData("ORLEANS0012", "[Id(0)] public int A { get; set; } [Id(0)] public int B { get; set; }")]
    [InlineData("ORLEANS0004", "public int A { get; set; }")]
    [InlineData("ORLEANS0004", "public int A;")]
    [InlineData("ORLEANS0004", "private readonly int _a = 1;")]
    [InlineData("ORLEANS0101", "[Id(0)] public int A => 1;")]
    [InlineData("ORLEANS0120", "[Id(0)] public Func<int> A { get; set; } = null!;")]
    [InlineData("ORLEANS0120", "[Id(0)] public System.Threading.Tasks.Task A { get; set; } = null!;")]
    public void A_wrong_member_is_an_error(string id, string member) =>
        Assert.Equal([id], Generator.Diagnose($"{Usings}[GenerateSerializer, Alias(\"t\")] public class T {{ {member} }}"));

    [Theory]
    [InlineData("ORLEANS0010", "[GenerateSerializer] public class T;")]
    [InlineData("ORLEANS0010", "[GenerateSerializer] public enum T { A }")]
    [InlineData("ORLEANS0010", "public interface IG : IGrainWithGuidKey;")]
    [InlineData("ORLEANS0011", "[GenerateSerializer, Alias(\"t\")] public class A; [GenerateSerializer, Alias(\"t\")] public class B;")]
    [InlineData("ORLEANS0011", "[Alias(\"g\")] public interface IA : IGrainWithStringKey; [Alias(\"g\")] public interface IB : IGrainWithStringKey;")]
    [InlineData("ORLEANS0011", "[Alias(\"g\")] public interface IA : IGrainWithStringKey; [GrainType(\"x\")] class A : IA; [GrainType(\"x\")] class B : IA;")]
    [InlineData("ORLEANS0107", "public class Outer { [GenerateSerializer, Alias(\"t\")] private class T; }")]
    [InlineData("ORLEANS0121", "[Alias(\"g\")] public interface IA<T> : IGrainWithStringKey;")]
    [InlineData("ORLEANS0122", "public class Base; [GenerateSerializer, Alias(\"t\")] public class T : Base;")]
    [InlineData("ORLEANS0006", "[GenerateSerializer, Alias(\"t\")] public abstract class T { [Id(0)] public abstract int A { get; set; } }")]
    public void A_wrong_contract_is_reported(string id, string declaration) => Assert.Equal([id], Generator.Diagnose(Usings + declaration));

    [Fact]
    public void A_missing_codec_is_explained_where_it_is_missing()
    {
        const string source = Usings + "[Alias(\"g\")] public interface IG : IGrainWithStringKey { Task Foo(Plain argument); } public class Plain;";
        var found = Assert.Single(Generator.Run(source));
        Assert.Contains("'argument' of 'Foo' has the type 'global::Plain'", found.GetMessage());
        Assert.Contains("[GenerateSerializer]", found.GetMessage());
        Assert.Equal("argument", source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public void A_missing_alias_is_a_warning_that_a_pragma_can_silence()
    {
        const string source = "#pragma warning disable ORLEANS0010\n[Orleans.GenerateSerializer] public class T;";
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(Generator.Run("[Orleans.GenerateSerializer] public class T;")).Severity);
        Assert.All(Generator.Run(source), found => Assert.True(found.IsSuppressed));
    }

    [Theory]
    [InlineData("[GenerateSerializer, Alias(\"t\")] public sealed class T<A, B> where A : class, new() where B : struct { [Id(0)] public List<A>? X { get; init; } [Id(1)] internal B? Y { get; private set; } }")]
    [InlineData("[GenerateSerializer, Alias(\"t\")] public abstract partial record T([property: Id(0)] int X); public partial record T;")]
    [InlineData("namespace A.B { public static class C { [GenerateSerializer, Alias(\"t\")] internal readonly record struct @class(int @int, string? @string); } }")]
    [InlineData("[Alias(\"g\")] public partial interface IG : IGrainWithStringKey { Task @class(int @int, string request); } public partial interface IG : IGrain { Task GetHashCode(int x); }")]
    [InlineData("[GenerateSerializer, Alias(\"e\")] public class E : Exception { [Id(0)] public required int Code { get; init; } } [GenerateSerializer, Alias(\"f\")] public class F : E { public F(int x) { } }")]
    [InlineData("[Alias(\"g\")] public interface IG : IGrainWithStringKey { static int Zero => 0; IAsyncEnumerable<(int A, string? B)> Foo(DateTime? x = null, CancellationToken ct = default, params int[] more); }")]
    public void Code_generated_for_unusual_contracts_compiles(string source) => Assert.Empty(Generator.Diagnose(Usings + source));
}
