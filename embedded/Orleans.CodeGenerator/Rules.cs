using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator;

/// <summary>The diagnostics. Numbers follow those of the product that this generator stands in for where it has the same rule.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor ByReferenceParameter = Error(
        "ORLEANS0002",
        "Parameters by reference are not allowed",
        "Parameter '{0}' of '{1}' is passed by reference: a grain call carries values, return the value instead");

    public static readonly DiagnosticDescriptor MemberWithoutId = Error(
        "ORLEANS0004",
        "A serialised type has a member without [Id]",
        "'{0}' of '{1}' has no [Id]: number it, or mark it [NonSerialized] ([field: NonSerialized] on a property) if it must not travel");

    public static readonly DiagnosticDescriptor AbstractMember = Error(
        "ORLEANS0006",
        "An abstract property cannot be serialised",
        "'{0}' of '{1}' is abstract: put [Id] on the properties that override it");

    public static readonly DiagnosticDescriptor NoMethod = Error(
        "ORLEANS0008",
        "A grain interface has methods only",
        "'{0}' of '{1}' is no method: a grain interface can have methods only");

    public static readonly DiagnosticDescriptor ReturnType = Error(
        "ORLEANS0009",
        "A grain method must be asynchronous",
        "'{0}' returns '{1}': a grain method returns Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>{2}");

    public static readonly DiagnosticDescriptor MissingAlias = new(
        "ORLEANS0010",
        "A contract has no [Alias]",
        "'{0}' has no [Alias]: its name goes over the wire, and renaming it would break running callers",
        "Usage",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateAlias = Error(
        "ORLEANS0011",
        "A wire name is used twice",
        "'{0}' and '{1}' are both named '{2}' on the wire: give one another [Alias], or [GrainType] for a grain class");

    public static readonly DiagnosticDescriptor DuplicateId = Error(
        "ORLEANS0012",
        "An [Id] is used twice",
        "'{0}' and '{1}' of '{2}' both have [Id({3})]: give one a number that the type never used");

    public static readonly DiagnosticDescriptor NoSetter = Error(
        "ORLEANS0101",
        "A serialised property cannot be set",
        "'{0}' of '{1}' has [Id] but neither a setter nor a field of its own: make it an automatic property");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "ORLEANS0107",
        "Generated code cannot reach a type",
        "'{0}' is private, protected or local to its file: make it internal or public");

    public static readonly DiagnosticDescriptor SeveralCancellationTokens = Error(
        "ORLEANS0109",
        "A grain method has several cancellation tokens",
        "'{0}' has more than one CancellationToken parameter: keep one");

    public static readonly DiagnosticDescriptor NoCodec = Error(
        "ORLEANS0120",
        "A type cannot cross a process boundary",
        "'{0}' of '{1}' has the type '{2}', which has no codec: {3}");

    public static readonly DiagnosticDescriptor Generic = Error(
        "ORLEANS0121",
        "A grain contract is generic",
        "'{0}' is generic: grain interfaces, grain methods and grain classes cannot have type parameters here");

    public static readonly DiagnosticDescriptor BaseWithoutCodec = Error(
        "ORLEANS0122",
        "The base of a serialised type is not serialised",
        "'{0}' derives from '{1}', which is not marked [GenerateSerializer]: mark it too");

    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById = new[]
    {
        ByReferenceParameter, MemberWithoutId, AbstractMember, NoMethod, ReturnType, MissingAlias, DuplicateAlias, DuplicateId,
        NoSetter, Inaccessible, SeveralCancellationTokens, NoCodec, Generic, BaseWithoutCodec,
    }.ToDictionary(static rule => rule.Id);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Usage", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
