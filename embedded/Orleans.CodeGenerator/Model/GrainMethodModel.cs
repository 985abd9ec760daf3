namespace Orleans.CodeGenerator.Model;

/// <summary>A method of a grain interface.</summary>
internal sealed class GrainMethodModel
{
    /// <summary>The interface that declares it, fully qualified.</summary>
    public required string DeclaringInterface { get; init; }

    public required string Name { get; init; }

    public required string WireName { get; init; }

    public required string ReturnType { get; init; }

    /// <summary>Task, ValueTask or IAsyncEnumerable.</summary>
    public required string ReturnKind { get; init; }

    /// <summary>The result, fully qualified; null for none.</summary>
    public required string? Result { get; init; }

    public required int Options { get; init; }

    public required IReadOnlyList<GrainParameter> Parameters { get; init; }

    public bool IsOneWay => (Options & 4) != 0;

    public bool IsStream => ReturnKind == "IAsyncEnumerable";
}
