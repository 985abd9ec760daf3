namespace Platform.Contracts.Audit;

/// <summary>One entry of an audit log.</summary>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry
{
    /// <summary>Its id. Sorts by when the request was begun.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>When it was written, just before the answer went out; later than that of every entry before it in its log.</summary>
    [Id(1)]
    public required DateTimeOffset Time { get; init; }

    /// <summary>The tenant it is about.</summary>
    [Id(2)]
    public required string TenantId { get; init; }

    /// <summary>What was asked.</summary>
    [Id(3)]
    public required AuditChange Change { get; init; }

    /// <summary>What became of it.</summary>
    [Id(4)]
    public required AuditOutcome Outcome { get; init; }

    /// <summary>SHA-256 over the entry as it is stored, in hexadecimal.</summary>
    [Id(5)]
    public required string Hash { get; init; }

    /// <summary>The hash of the entry before it in its log; null: it is the first.</summary>
    [Id(6)]
    public string? PreviousHash { get; init; }
}
