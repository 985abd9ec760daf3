namespace Platform.Contracts.Sessions;

/// <summary>The settings of a session that is created.</summary>
[GenerateSerializer, Immutable, Alias("NewSession")]
public sealed record NewSession
{
    /// <summary>The agent that answers; null: each turn names its model or agent.</summary>
    [Id(0)]
    public string? AgentId { get; init; }

    /// <summary>The user it belongs to; null: nobody in particular.</summary>
    [Id(1)]
    public string? UserId { get; init; }

    /// <summary>A title, up to 200 characters.</summary>
    [Id(2)]
    public string? Title { get; init; }

    /// <summary>Free labels: up to 16, keys up to 64 and values up to 512 characters.</summary>
    [Id(3)]
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>What to do with a message while a turn runs; null: the agent's policy.</summary>
    [Id(4)]
    public ConcurrencyPolicy? Concurrency { get; init; }

    /// <summary>Hours without a turn after which it expires; null: the agent's, then the tenant's setting.</summary>
    [Id(5)]
    public int? TtlHours { get; init; }

    /// <summary>The request that creates it: the same one again answers the session. Null: every request is a new one.</summary>
    [Id(6)]
    public string? RequestToken { get; init; }

    /// <summary>What is said in it from the start, stored in the same write; null: nothing.</summary>
    [Id(7)]
    public ChatMessage[]? Messages { get; init; }
}
