namespace Orleans.CodeGenerator.Model;

/// <summary>A type with <c>[GenerateSerializer]</c> that is no enum.</summary>
internal sealed class SerializableType
{
    public required string Namespace { get; init; }

    public required string CodecName { get; init; }

    public required string Type { get; init; }

    public required string WireName { get; init; }

    /// <summary><c>&lt;T&gt;</c> or empty.</summary>
    public required string TypeParameters { get; init; }

    public required string Constraints { get; init; }

    public required bool IsPublic { get; init; }

    public required bool IsStruct { get; init; }

    public required bool IsException { get; init; }

    /// <summary>The expression that makes an instance.</summary>
    public required string Create { get; init; }

    /// <summary>The base class that has a codec of its own.</summary>
    public required string? SerializableBase { get; init; }

    /// <summary>How many classes of the inheritance chain come before, <see cref="Exception"/> counted.</summary>
    public required int Level { get; init; }

    public required IReadOnlyList<Member> Members { get; init; }

    public required IReadOnlyList<Member> ConstructorMembers { get; init; }

    public required IReadOnlyList<string> Accessors { get; init; }
}
