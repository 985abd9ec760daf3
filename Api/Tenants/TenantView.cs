using Platform.Api.Budgets;
using Platform.Api.Json;
using Platform.Api.Limits;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>A tenant as its operator sees it.</summary>
internal sealed record TenantView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>active</c> or <c>suspended</c>.</summary>
    public required string Status { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Messages kept per session.</summary>
    public required int MaxMessages { get; init; }

    /// <summary>Hours without a turn after which a session expires.</summary>
    public required int TtlHours { get; init; }

    /// <summary>What the tenant as a whole may use; null: without limits.</summary>
    public RateLimitsBody? Limits { get; init; }

    /// <summary>What the tenant as a whole may spend; null: as much as it likes.</summary>
    public BudgetBody[]? Budgets { get; init; }

    /// <summary>What each of its users may spend; null: as much as they like.</summary>
    public BudgetBody[]? UserBudgets { get; init; }

    /// <summary>Its share of a busy silo beside other tenants, 1 to 100.</summary>
    public required int Weight { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The view of a tenant.</summary>
    public static TenantView Of(TenantInfo tenant) => new()
    {
        Id = tenant.Id,
        Status = WireName<TenantStatus>.Of(tenant.Status),
        Name = tenant.Settings.Name,
        MaxMessages = tenant.Settings.MaxMessages,
        TtlHours = tenant.Settings.TtlHours,
        Limits = RateLimitsRules.View(tenant.Settings.Limits),
        Budgets = BudgetRules.View(tenant.Settings.Budgets),
        UserBudgets = BudgetRules.View(tenant.Settings.UserBudgets),
        Weight = tenant.Settings.Share,
        CreatedAt = tenant.CreatedAt.UtcDateTime,
    };
}
