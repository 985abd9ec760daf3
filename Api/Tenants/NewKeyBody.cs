using Platform.Api.Budgets;
using Platform.Api.Limits;

namespace Platform.Api.Tenants;

/// <summary>An API key to create.</summary>
internal sealed record NewKeyBody
{
    /// <summary>What it may do: <c>owner</c> or <c>agent</c>; for the tenant <c>admin</c> only <c>admin</c>. Required.</summary>
    public string? Role { get; init; }

    /// <summary>A name for people, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The only user it may chat as; for role <c>agent</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>The only agent it may chat with; for role <c>agent</c>.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it stops working; default never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the key may use beside its tenant's limits; default: without limits.</summary>
    public RateLimitsBody? Limits { get; init; }

    /// <summary>What the key may spend: one budget for each unit and period, beside its tenant's; default: without limits.</summary>
    public BudgetBody?[]? Budgets { get; init; }
}
