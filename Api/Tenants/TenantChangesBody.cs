using Platform.Api.Budgets;
using Platform.Api.Limits;

namespace Platform.Api.Tenants;

/// <summary>Changes to a tenant; what is left out stays as it is.</summary>
internal sealed record TenantChangesBody
{
    /// <summary>Another name, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Another bound for messages per session, 2 to 10,000.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>Another expiry in hours, 1 to 8,760.</summary>
    public int? TtlHours { get; init; }

    /// <summary>What the tenant as a whole may use, in place of all it had; <c>{}</c> takes them away.</summary>
    public RateLimitsBody? Limits { get; init; }

    /// <summary>What the tenant as a whole may spend: one budget for each unit and period, in place of all it had; <c>[]</c> takes them away.</summary>
    public BudgetBody?[]? Budgets { get; init; }

    /// <summary>What each of its users may spend: one budget for each unit and period, in place of all it had; <c>[]</c> takes them away.</summary>
    public BudgetBody?[]? UserBudgets { get; init; }

    /// <summary>Another share of a busy silo, 1 to 100.</summary>
    public int? Weight { get; init; }
}
