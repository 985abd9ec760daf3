using Platform.Contracts.Budgets;
using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>A tenant that is created; what is left out gets the platform's defaults, and keeps them when those change.</summary>
[GenerateSerializer, Immutable, Alias("NewTenant")]
public sealed record NewTenant
{
    /// <summary>A name for people, up to 200 characters.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Messages kept per session, 2 to 10,000; null: the platform's default.</summary>
    [Id(1)]
    public int? MaxMessages { get; init; }

    /// <summary>Hours without a turn after which a session expires, 1 to 8,760; null: the platform's default.</summary>
    [Id(2)]
    public int? TtlHours { get; init; }

    /// <summary>The request that creates it: the same one again answers the tenant. Null: every request is a new one.</summary>
    [Id(3)]
    public string? RequestToken { get; init; }

    /// <summary>What the tenant as a whole may use; null: without limits.</summary>
    [Id(4)]
    public RateLimits? Limits { get; init; }

    /// <summary>What the tenant as a whole may spend; null: without limits.</summary>
    [Id(5)]
    public Budget[]? Budgets { get; init; }

    /// <summary>What each of its users may spend; null: without limits.</summary>
    [Id(6)]
    public Budget[]? UserBudgets { get; init; }

    /// <summary>Its share of a busy silo, 1 to 100; null: 10.</summary>
    [Id(7)]
    public int? Weight { get; init; }
}
