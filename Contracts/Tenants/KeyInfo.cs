using Platform.Contracts.Budgets;
using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>An API key as its owner sees it: everything but the secret.</summary>
[GenerateSerializer, Immutable, Alias("KeyInfo")]
public sealed record KeyInfo
{
    /// <summary>The key's id: <c>key_</c> and 26 characters.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The last four characters of the secret.</summary>
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

    /// <summary>When it was created (UTC).</summary>
    [Id(6)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working (UTC); null: never.</summary>
    [Id(7)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is refused until the operator takes that back.</summary>
    [Id(8)]
    public bool IsBlocked { get; init; }

    /// <summary>What it may use, beside its tenant's limits; null: without limits of its own.</summary>
    [Id(9)]
    public RateLimits? Limits { get; init; }

    /// <summary>What it may spend, beside its tenant's budgets; null: without a budget of its own.</summary>
    [Id(10)]
    public Budget[]? Budgets { get; init; }

    /// <summary>The first of the keys that this one has replaced by rotation; null when it is the first itself.</summary>
    [Id(11)]
    public string? FirstId { get; init; }

    /// <summary>What its usage is counted under, so that a rotation does not begin its limits and budgets anew.</summary>
    public string AccountId => FirstId ?? Id;
}
