using Platform.Contracts.Budgets;
using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>A key that is created. The secret itself never reaches a grain.</summary>
[GenerateSerializer, Immutable, Alias("NewKey")]
public sealed record NewKey
{
    /// <summary>SHA-256 of the whole key text.</summary>
    [Id(0)]
    public required byte[] Hash { get; init; }

    /// <summary>The last four characters, to recognise it by.</summary>
    [Id(1)]
    public required string Hint { get; init; }

    /// <summary>What it may do.</summary>
    [Id(2)]
    public required KeyRole Role { get; init; }

    /// <summary>A name for people.</summary>
    [Id(3)]
    public string? Name { get; init; }

    /// <summary>The only user it may chat as.</summary>
    [Id(4)]
    public string? UserId { get; init; }

    /// <summary>The only agent it may chat with.</summary>
    [Id(5)]
    public string? AgentId { get; init; }

    /// <summary>When it stops working (UTC); null: never.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The request that creates it: the same one again, with the same secret, answers the key. Null: every request is a new one.</summary>
    [Id(7)]
    public string? RequestToken { get; init; }

    /// <summary>What it may use, beside its tenant's limits; null: without limits of its own.</summary>
    [Id(8)]
    public RateLimits? Limits { get; init; }

    /// <summary>What it may spend, beside its tenant's budgets; null: without a budget of its own.</summary>
    [Id(9)]
    public Budget[]? Budgets { get; init; }
}
