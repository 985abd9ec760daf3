using Platform.Contracts.Budgets;
using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>Changes to a tenant; null leaves a setting as it is.</summary>
[GenerateSerializer, Immutable, Alias("TenantChanges")]
public sealed record TenantChanges
{
    /// <summary>Another name.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Another bound for messages per session.</summary>
    [Id(1)]
    public int? MaxMessages { get; init; }

    /// <summary>Another expiry, in hours.</summary>
    [Id(2)]
    public int? TtlHours { get; init; }

    /// <summary>What the tenant as a whole may use, in place of all it had.</summary>
    [Id(3)]
    public RateLimits? Limits { get; init; }

    /// <summary>What the tenant as a whole may spend, in place of all it had.</summary>
    [Id(4)]
    public Budget[]? Budgets { get; init; }

    /// <summary>What each of its users may spend, in place of all it had.</summary>
    [Id(5)]
    public Budget[]? UserBudgets { get; init; }

    /// <summary>Another share of a busy silo.</summary>
    [Id(6)]
    public int? Weight { get; init; }
}
