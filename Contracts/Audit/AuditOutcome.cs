namespace Platform.Contracts.Audit;

/// <summary>What became of it.</summary>
[GenerateSerializer, Immutable, Alias("AuditOutcome")]
public sealed record AuditOutcome
{
    /// <summary>The HTTP status of the answer; null: nobody knows, since the process that had the request went away.</summary>
    [Id(0)]
    public int? Status { get; init; }

    /// <summary>The error's code on the wire; null: none.</summary>
    [Id(1)]
    public string? Error { get; init; }

    /// <summary>The path of what was created; null: nothing was.</summary>
    [Id(2)]
    public string? Created { get; init; }

    /// <summary>Whether it was an earlier request sent again, which took no second effect.</summary>
    [Id(3)]
    public bool Repeated { get; init; }

    /// <summary>How many requests the entry stands for: 1, or more for those that were not admitted.</summary>
    [Id(4)]
    public long Count { get; init; } = 1;

    /// <summary>When the first of several came; null: it is one.</summary>
    [Id(5)]
    public DateTimeOffset? Since { get; init; }
}
