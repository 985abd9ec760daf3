using Platform.Contracts.Audit;

namespace Platform.Api.Audit;

/// <summary>An entry of the audit log.</summary>
internal sealed record AuditEntryView
{
    /// <summary>Its id. Sorts by when the request was begun.</summary>
    public required string Id { get; init; }

    /// <summary>When it was written (UTC), just before the answer went out.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The tenant it is about.</summary>
    public required string TenantId { get; init; }

    /// <summary>The key that was used; null: none that is known.</summary>
    public AuditActorView? Actor { get; init; }

    /// <summary>Method and route: <c>DELETE /v1/sessions/{id}</c>; <c>*</c>: various.</summary>
    public required string Action { get; init; }

    /// <summary>The objects that the path names; a user by the SHA-256 of the id.</summary>
    public required AuditTarget[] Targets { get; init; }

    /// <summary>The fields that the body sets; values of numbers, truth values, times and roles alone.</summary>
    public required AuditField[] Fields { get; init; }

    /// <summary>The HTTP status; null: unknown, since the process that had the request went away.</summary>
    public int? Status { get; init; }

    /// <summary>The error's code; null: none.</summary>
    public string? Error { get; init; }

    /// <summary>The path of what was created.</summary>
    public string? Created { get; init; }

    /// <summary>Whether an earlier request was sent again, and took no second effect.</summary>
    public bool Repeated { get; init; }

    /// <summary>How many requests the entry stands for: more than 1 for those that were not admitted.</summary>
    public long Count { get; init; }

    /// <summary>When the first of several came.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The request's id, the last one's of several.</summary>
    public required string RequestId { get; init; }

    /// <summary>The address it came from. A tenant's owner is not told the operator's.</summary>
    public string? Address { get; init; }

    /// <summary>SHA-256 of the entry.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of the entry before it in the same log; null: it is the first.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>An entry as the operator sees it, or as a tenant's owner does.</summary>
    public static AuditEntryView Of(AuditEntry entry, string? ownerOf) => new()
    {
        Id = entry.Id,
        Time = entry.Time,
        TenantId = entry.TenantId,
        Actor = entry.Change.Actor is { } actor ? AuditActorView.Of(actor) : null,
        Action = entry.Change.Action,
        Targets = entry.Change.Targets,
        Fields = entry.Change.Fields,
        Status = entry.Outcome.Status,
        Error = entry.Outcome.Error,
        Created = entry.Outcome.Created,
        Repeated = entry.Outcome.Repeated,
        Count = entry.Outcome.Count,
        Since = entry.Outcome.Since,
        RequestId = entry.Change.RequestId,
        Address = ownerOf is null || entry.Change.Actor?.TenantId == ownerOf ? entry.Change.Address : null,
        Hash = entry.Hash,
        PreviousHash = entry.PreviousHash,
    };
}
