using System.Text.Json.Serialization;
using Platform.Api.Json;
using Platform.Contracts.Budgets;

namespace Platform.Api.Budgets;

/// <summary>How a budget stands. Amounts are in its unit: tokens or US dollars.</summary>
internal sealed record BudgetStatusView
{
    /// <summary>Whose it is: <c>tenant</c>, <c>key</c> or <c>user</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>The key's or the user's id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OwnerId { get; init; }

    /// <summary><c>tokens</c> or <c>usd</c>.</summary>
    public required string Unit { get; init; }

    /// <summary><c>daily</c> or <c>monthly</c>.</summary>
    public required string Period { get; init; }

    /// <summary>How much there is.</summary>
    public required decimal Limit { get; init; }

    /// <summary>What was spent in this period.</summary>
    public required decimal Spent { get; init; }

    /// <summary>What running turns hold beside that until they end, at most.</summary>
    public required decimal Reserved { get; init; }

    /// <summary>When the period ends (UTC).</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>When the warning was given in this period (UTC); null: not yet.</summary>
    public DateTime? WarnedAt { get; init; }

    /// <summary>The view of a status.</summary>
    public static BudgetStatusView Of(BudgetStatus status) => new()
    {
        Owner = WireName<BudgetOwner>.Of(status.Owner),
        OwnerId = status.OwnerId,
        Unit = WireName<BudgetUnit>.Of(status.Budget.Unit),
        Period = WireName<BudgetPeriod>.Of(status.Budget.Period),
        Limit = BudgetRules.Shown(status.Budget.Unit, status.Budget.Limit),
        Spent = BudgetRules.Shown(status.Budget.Unit, status.Spent),
        Reserved = BudgetRules.Shown(status.Budget.Unit, status.Reserved),
        EndsAt = status.EndsAt.UtcDateTime,
        WarnedAt = status.WarnedAt?.UtcDateTime,
    };
}
