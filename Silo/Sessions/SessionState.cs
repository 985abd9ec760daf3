using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>A session in memory, as long as nothing is known to be different in the store.</summary>
/// <param name="epoch">The fence that this activation took.</param>
/// <param name="record">Its settings.</param>
internal sealed class SessionState(string epoch, SessionRecord record)
{
    /// <summary>The fence that this activation took.</summary>
    public string Epoch { get; } = epoch;

    /// <summary>Its settings.</summary>
    public SessionRecord Record { get; set; } = record;

    /// <summary>Its kept turns.</summary>
    public TurnLog Log { get; } = new();

    /// <summary>Whether a marker may be in the store.</summary>
    public bool HasMarker { get; set; }

    /// <summary>When the Redis TTL was last renewed; null when this activation has not done it.</summary>
    public DateTimeOffset? BackstopRenewedAt { get; set; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset ActiveAt => Log.LastAt is { } last && last > Record.UpdatedAt ? last : Record.UpdatedAt;

    /// <summary>The session as its callers see it.</summary>
    public SessionInfo ToInfo(string sessionId, TimeSpan lifetime, string? runningTurnId, string[] waitingTurnIds, TurnStatus? lastTurnStatus) => new()
    {
        Id = sessionId,
        AgentId = Record.AgentId,
        UserId = Record.UserId,
        Title = Record.Title,
        Metadata = Record.Metadata ?? [],
        Concurrency = Record.Concurrency,
        TtlHours = Record.TtlHours,
        CreatedAt = Record.CreatedAt,
        UpdatedAt = ActiveAt,
        ExpiresAt = ActiveAt + lifetime,
        LastSeq = Log.LastSeq,
        MessageCount = Log.MessageCount,
        RunningTurnId = runningTurnId,
        WaitingTurnIds = waitingTurnIds,
        LastTurnStatus = lastTurnStatus ?? (Log.Count == 0 ? null : Log[Log.Count - 1].Status),
    };
}
