using System.Collections.Immutable;
using System.Net;
using System.Text.Json;

namespace Platform.Tests.Engine.Serialization;

[GenerateSerializer, Alias("test.color")]
public enum Color
{
    None,
    Red,
    Blue,
}

public enum Size : ulong
{
    Small,
    Huge = ulong.MaxValue,
}

[GenerateSerializer, Alias("test.scalars")]
public sealed class Scalars
{
    [Id(0)]
    public bool Bool { get; set; }

    [Id(1)]
    public byte Byte { get; set; }

    [Id(2)]
    public sbyte SByte { get; set; }

    [Id(3)]
    public short Short { get; set; }

    [Id(4)]
    public ushort UShort { get; set; }

    [Id(5)]
    public int Int { get; set; }

    [Id(6)]
    public uint UInt { get; set; }

    [Id(7)]
    public long Long { get; set; }

    [Id(8)]
    public ulong ULong { get; set; }

    [Id(9)]
    public char Char { get; set; }

    [Id(10)]
    public float Float { get; set; }

    [Id(11)]
    public double Double { get; set; }

    [Id(12)]
    public decimal Decimal { get; set; }

    [Id(13)]
    public string? Text { get; set; }

    [Id(14)]
    public Guid Guid { get; set; }

    [Id(15)]
    public DateTime DateTime { get; set; }

    [Id(16)]
    public DateTimeOffset DateTimeOffset { get; set; }

    [Id(17)]
    public TimeSpan TimeSpan { get; set; }

    [Id(18)]
    public DateOnly DateOnly { get; set; }

    [Id(19)]
    public TimeOnly TimeOnly { get; set; }

    [Id(20)]
    public Color Color { get; set; }

    [Id(21)]
    public Size Size { get; set; }

    [Id(22)]
    public Uri? Uri { get; set; }

    [Id(23)]
    public Version? Version { get; set; }

    [Id(24)]
    public byte[]? Bytes { get; set; }

    [Id(25)]
    public IPAddress? Address { get; set; }

    [Id(26)]
    public IPEndPoint? EndPoint { get; set; }

    [Id(27)]
    public int? MaybeInt { get; set; }

    [Id(28)]
    public Guid? MaybeGuid { get; set; }

    [Id(29)]
    public object? Anything { get; set; }
}

[GenerateSerializer, Alias("test.collections")]
public sealed record Collections
{
    [Id(0)]
    public int[]? Array { get; init; }

    [Id(1)]
    public List<string?>? List { get; init; }

    [Id(2)]
    public IReadOnlyList<Point>? ReadOnlyList { get; init; }

    [Id(3)]
    public IReadOnlyCollection<Guid>? ReadOnlyCollection { get; init; }

    [Id(4)]
    public HashSet<Color>? Set { get; init; }

    [Id(5)]
    public Dictionary<string, int?>? Map { get; init; }

    [Id(6)]
    public IReadOnlyDictionary<int, List<string>>? ReadOnlyMap { get; init; }

    [Id(7)]
    public ImmutableArray<long> Immutable { get; init; }

    [Id(8)]
    public ImmutableDictionary<string, string>? ImmutableMap { get; init; }

    [Id(9)]
    public KeyValuePair<string, int> Pair { get; init; }

    [Id(10)]
    public (int Number, string? Name) Two { get; init; }

    [Id(11)]
    public (int, int, int, int, int, int, string) Seven { get; init; }

    [Id(12)]
    public List<List<int[]>>? Nested { get; init; }

    [Id(13)]
    public ReadOnlyMemory<byte> Memory { get; init; }

    [Id(14)]
    public JsonElement Json { get; init; }
}

[GenerateSerializer, Alias("test.point")]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

[GenerateSerializer, Alias("test.interval")]
public readonly record struct Interval(long From, long To)
{
    [Id(0)]
    public string? Unit { get; init; }
}

[GenerateSerializer, Alias("test.mutablepoint")]
public struct MutablePoint
{
    [Id(0)]
    public int X;

    [Id(1)]
    internal string? Name { get; set; }
}

[GenerateSerializer, Immutable, Alias("test.message")]
public sealed record Message(
    [property: Id(0)] string Role,
    [property: Id(1)] string Text,
    [property: Id(2)] IReadOnlyList<Part> Parts,
    [property: Id(3)] long Sequence,
    [property: Id(4)] long At,
    [property: Id(5)] long Tokens);

[GenerateSerializer, Immutable, Alias("test.part")]
public sealed record Part([property: Id(0)] string Kind, [property: Id(1)] string Value);

[GenerateSerializer, Alias("test.implicit")]
public sealed record ImplicitIds(string First, int Second, [property: Id(0)] string Explicit)
{
    [Id(1)]
    public string? Body { get; init; }
}

[GenerateSerializer, Alias("test.hidden")]
public sealed class Hidden
{
    [Id(0)]
    private readonly int _number;

    [Id(1)]
    private string? _text;

    private Hidden() => Note = "";

    public Hidden(int number, string? text, string note)
    {
        _number = number;
        _text = text;
        Note = note;
    }

    [Id(2)]
    public string Note { get; }

    [Id(3)]
    public string? Later { get; private set; }

    [field: NonSerialized]
    public int Cached { get; set; }

    public int Number => _number;

    public string? Text => _text;

    public void Change(string? text, string later)
    {
        _text = text;
        Later = later;
    }
}

[GenerateSerializer, Alias("test.defaults")]
public sealed class WithDefaults
{
    [Id(0)]
    public string? Name { get; set; } = "unnamed";

    [Id(1)]
    public int Count { get; set; } = 5;

    [Id(2)]
    public required string Needed { get; init; }
}

[GenerateSerializer, Alias("test.page")]
public sealed record Page<T>([property: Id(0)] IReadOnlyList<T> Items, [property: Id(1)] T? First, [property: Id(2)] string? Next);

[GenerateSerializer, Alias("test.tree")]
public sealed class Tree
{
    [Id(0)]
    public Tree? Child { get; set; }

    [Id(1)]
    public Page<Part>? Parts { get; set; }

    [Id(2)]
    public Page<int>? Numbers { get; set; }

    public static Tree OfDepth(int depth)
    {
        var tree = new Tree();
        for (; depth > 1; depth--)
            tree = new Tree { Child = tree };
        return tree;
    }
}
