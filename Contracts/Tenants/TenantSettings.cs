using Platform.Contracts.Budgets;
using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>What an operator sets for a tenant.</summary>
[GenerateSerializer, Immutable, Alias("TenantSettings")]
public sealed record TenantSettings
{
    /// <summary>Messages kept per session unless the agent, the tenant or the platform's options say otherwise: 100.</summary>
    public const int DefaultMaxMessages = 100;

    /// <summary>Hours without a turn after which a session expires unless the agent, the tenant or the platform's options say otherwise: 24.</summary>
    public const int DefaultTtlHours = 24;

    /// <summary>The fewest and the most messages kept per session.</summary>
    public const int LeastMessages = 2, MostMessages = 10_000;

    /// <summary>The shortest and the longest expiry in hours.</summary>
    public const int LeastTtlHours = 1, MostTtlHours = 8_760;

    /// <summary>The share of a busy silo unless the operator says otherwise: 10.</summary>
    public const int DefaultWeight = 10;

    /// <summary>The smallest and the largest share of a busy silo.</summary>
    public const int LeastWeight = 1, MostWeight = 100;

    /// <summary>A name for people, up to 200 characters.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Messages kept per session, 2 to 10,000.</summary>
    [Id(1)]
    public int MaxMessages { get; init; } = DefaultMaxMessages;

    /// <summary>Hours without a turn after which a session expires, 1 to 8,760.</summary>
    [Id(2)]
    public int TtlHours { get; init; } = DefaultTtlHours;

    /// <summary>What the tenant as a whole may use; null: without limits of its own.</summary>
    [Id(3)]
    public RateLimits? Limits { get; init; }

    /// <summary>What the tenant as a whole may spend; null: as much as it likes.</summary>
    [Id(4)]
    public Budget[]? Budgets { get; init; }

    /// <summary>What each of its users may spend; null: as much as they like.</summary>
    [Id(5)]
    public Budget[]? UserBudgets { get; init; }

    /// <summary>Its share of a busy silo beside other tenants, 1 to 100; null: <see cref="DefaultWeight"/>.</summary>
    [Id(6)]
    public int? Weight { get; init; }

    /// <summary>The share that counts.</summary>
    public int Share => Weight ?? DefaultWeight;
}
