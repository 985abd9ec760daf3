using Platform.Api.Json;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>A session.</summary>
internal sealed record SessionView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The agent that answers.</summary>
    public string? AgentId { get; init; }

    /// <summary>The user it belongs to.</summary>
    public string? UserId { get; init; }

    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Free labels.</summary>
    public required Dictionary<string, string> Metadata { get; init; }

    /// <summary>Its own policy; null: the agent's.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Its own expiry in hours; null: the agent's, then the tenant's.</summary>
    public int? TtlHours { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When its last turn was stored or its settings changed (UTC).</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it expires unless there is another turn (UTC).</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>The <c>seq</c> of its last message; 0 when it has none.</summary>
    public required long LastSeq { get; init; }

    /// <summary>How many messages are kept.</summary>
    public required int MessageCount { get; init; }

    /// <summary>The turn that runs at this moment.</summary>
    public string? RunningTurnId { get; init; }

    /// <summary>The turns that wait for it, in their order; each can be cancelled by its id.</summary>
    public required string[] WaitingTurnIds { get; init; }

    /// <summary>How the last turn ended; null before the first.</summary>
    public string? LastTurnStatus { get; init; }

    /// <summary>The view of a session.</summary>
    public static SessionView Of(SessionInfo session) => new()
    {
        Id = session.Id,
        AgentId = session.AgentId,
        UserId = session.UserId,
        Title = session.Title,
        Metadata = session.Metadata,
        Concurrency = session.Concurrency is { } policy ? WireName<ConcurrencyPolicy>.Of(policy) : null,
        TtlHours = session.TtlHours,
        CreatedAt = session.CreatedAt.UtcDateTime,
        UpdatedAt = session.UpdatedAt.UtcDateTime,
        ExpiresAt = session.ExpiresAt.UtcDateTime,
        LastSeq = session.LastSeq,
        MessageCount = session.MessageCount,
        RunningTurnId = session.RunningTurnId,
        WaitingTurnIds = session.WaitingTurnIds,
        LastTurnStatus = session.LastTurnStatus is { } status ? WireName<TurnStatus>.Of(status) : null,
    };
}
