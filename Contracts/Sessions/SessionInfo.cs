namespace Platform.Contracts.Sessions;

/// <summary>A session as its callers see it.</summary>
[GenerateSerializer, Immutable, Alias("SessionInfo")]
public sealed record SessionInfo
{
    /// <summary>The session's id, unique within the tenant.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The agent that answers.</summary>
    [Id(1)]
    public string? AgentId { get; init; }

    /// <summary>The user it belongs to.</summary>
    [Id(2)]
    public string? UserId { get; init; }

    /// <summary>Its title.</summary>
    [Id(3)]
    public string? Title { get; init; }

    /// <summary>Its labels; empty, never null.</summary>
    [Id(4)]
    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>Its own policy; null: the agent's.</summary>
    [Id(5)]
    public ConcurrencyPolicy? Concurrency { get; init; }

    /// <summary>Its own expiry in hours; null: the agent's, then the tenant's.</summary>
    [Id(6)]
    public int? TtlHours { get; init; }

    /// <summary>When it was created (UTC).</summary>
    [Id(7)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last turn was stored or its settings changed (UTC).</summary>
    [Id(8)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it expires unless there is another turn (UTC).</summary>
    [Id(9)]
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The <see cref="StoredMessage.Seq"/> of its last message; 0 when it has none.</summary>
    [Id(10)]
    public long LastSeq { get; init; }

    /// <summary>How many messages are kept.</summary>
    [Id(11)]
    public int MessageCount { get; init; }

    /// <summary>The turn that runs at this moment, if any.</summary>
    [Id(12)]
    public string? RunningTurnId { get; init; }

    /// <summary>How the last turn ended; null before the first.</summary>
    [Id(13)]
    public TurnStatus? LastTurnStatus { get; init; }

    /// <summary>The turns that wait for the running one, in their order; each can be cancelled. Empty, never null.</summary>
    [Id(14)]
    public string[] WaitingTurnIds { get; init; } = [];
}
