using Platform.Api.Audit;
using Platform.Api.Budgets;
using Platform.Api.Limits;

namespace Platform.Api.Tenants;

/// <summary>A tenant to create.</summary>
internal sealed record NewTenantBody : INamesTenant
{
    /// <summary>Its id: 1 to 63 lower-case letters, digits and <c>-</c>. Required.</summary>
    public string? Id { get; init; }

    /// <summary>A name for people, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Messages kept per session, 2 to 10,000; default: the platform's setting, 100 unless the operator changed it.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>Hours without a turn after which a session expires, 1 to 8,760; default: the platform's setting, 24 unless the operator changed it.</summary>
    public int? TtlHours { get; init; }

    /// <summary>What the tenant as a whole may use; default: without limits.</summary>
    public RateLimitsBody? Limits { get; init; }

    /// <summary>What the tenant as a whole may spend: one budget for each unit and period; default: without limits.</summary>
    public BudgetBody?[]? Budgets { get; init; }

    /// <summary>What each of its users may spend: one budget for each unit and period; default: without limits.</summary>
    public BudgetBody?[]? UserBudgets { get; init; }

    /// <summary>Its share of a busy silo beside other tenants, 1 to 100; default 10.</summary>
    public int? Weight { get; init; }
}
