using Platform.Contracts.Audit;

namespace Platform.Silo.Audit;

/// <summary>An entry as it is stored, and as its hash is taken.</summary>
internal sealed record AuditRecord
{
    /// <summary>Its place in its log, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>The hash of the entry before it; null: it is the first.</summary>
    public string? Previous { get; init; }

    /// <summary>When it was written, in microseconds since 1970. No two of a log are the same.</summary>
    public required long At { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant it is about.</summary>
    public required string TenantId { get; init; }

    /// <summary>What was asked.</summary>
    public required AuditChange Change { get; init; }

    /// <summary>What became of it.</summary>
    public required AuditOutcome Outcome { get; init; }
}
