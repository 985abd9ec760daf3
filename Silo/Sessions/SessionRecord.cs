using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>A session's settings as they are stored; what turns change follows from the log.</summary>
internal sealed record SessionRecord
{
    public string? AgentId { get; init; }

    public string? UserId { get; init; }

    public string? Title { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public ConcurrencyPolicy? Concurrency { get; init; }

    public int? TtlHours { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the settings were last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The request that created it; null when that carried no idempotency key.</summary>
    public string? RequestToken { get; init; }

    /// <summary>The record of a session that is created.</summary>
    public static SessionRecord From(NewSession settings, DateTimeOffset now) => new()
    {
        AgentId = settings.AgentId,
        UserId = settings.UserId,
        Title = settings.Title,
        Metadata = settings.Metadata is { Count: > 0 } labels ? labels : null,
        Concurrency = settings.Concurrency,
        TtlHours = settings.TtlHours,
        CreatedAt = now,
        UpdatedAt = now,
        RequestToken = settings.RequestToken,
    };

    /// <summary>The record with changes applied.</summary>
    public SessionRecord With(SessionChanges changes, DateTimeOffset now) => this with
    {
        AgentId = changes.AgentId ?? AgentId,
        Title = changes.Title ?? Title,
        Metadata = changes.Metadata ?? Metadata,
        Concurrency = changes.Concurrency ?? Concurrency,
        TtlHours = changes.TtlHours ?? TtlHours,
        UpdatedAt = now,
    };
}
