using Platform.Contracts.Paging;

namespace Platform.Contracts.Audit;

/// <summary>Which entries are wanted.</summary>
[GenerateSerializer, Immutable, Alias("AuditQuery")]
public sealed record AuditQuery
{
    /// <summary>Only those of this API key, by its id; null: of all.</summary>
    [Id(0)]
    public string? KeyId { get; init; }

    /// <summary>Only those with this action; null: all.</summary>
    [Id(1)]
    public string? Action { get; init; }

    /// <summary>Only those from this time on; null: from the oldest.</summary>
    [Id(2)]
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those before this time; null: to the newest.</summary>
    [Id(3)]
    public DateTimeOffset? To { get; init; }

    /// <summary>The page.</summary>
    [Id(4)]
    public PageRequest Page { get; init; } = new();

    /// <summary>Whether what came before the tenant's creation stays hidden: it was about another one with the same id.</summary>
    [Id(5)]
    public bool SinceCreation { get; init; }
}
