namespace Platform.Api.Sessions;

/// <summary>A session to create.</summary>
internal sealed record NewSessionBody
{
    /// <summary>Its id: 1 to 128 letters, digits, <c>.</c>, <c>_</c>, <c>-</c> or <c>~</c>; default a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The agent that answers; default: each turn names its model or agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>The user it belongs to; for a key that is bound to a user always that one.</summary>
    public string? UserId { get; init; }

    /// <summary>A title, up to 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Free labels: up to 16, keys up to 64 and values up to 512 characters.</summary>
    public Dictionary<string, string?>? Metadata { get; init; }

    /// <summary>What to do with a message while a turn runs: <c>queue</c>, <c>reject</c> or <c>interrupt</c>; default: the agent's policy.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Hours without a turn after which it expires, 1 to 8,760; default: the agent's, then the tenant's setting.</summary>
    public int? TtlHours { get; init; }
}
