using Platform.Contracts.Budgets;
using Platform.Contracts.Usage;

namespace Platform.Silo.Budgets;

/// <summary>A budget that a turn is paid from.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="OwnerId">The key's account or the user's id; null for the tenant.</param>
/// <param name="Budget">The budget.</param>
internal sealed record BudgetClaim(BudgetOwner Owner, string? OwnerId, Budget Budget)
{
    /// <summary>Where the ledger counts what is spent of it.</summary>
    public UsageGroup Group => Owner switch
    {
        BudgetOwner.Tenant => UsageGroup.Tenant,
        BudgetOwner.Key => UsageGroup.Key,
        _ => UsageGroup.User,
    };

    /// <summary>What was spent of it, in its unit.</summary>
    public long SpentOf(UsageFigures figures) => Budget.Unit == BudgetUnit.Tokens ? figures.TotalTokens : figures.CostNanos;

    /// <summary>What tells it from every other claim of the tenant.</summary>
    public (BudgetOwner Owner, string? OwnerId, BudgetUnit Unit, BudgetPeriod Period) Scope => (Owner, OwnerId, Budget.Unit, Budget.Period);

    /// <summary>The claims of all budgets of one owner; null: it has none.</summary>
    public static IEnumerable<BudgetClaim> Of(BudgetOwner owner, string? ownerId, Budget[]? budgets) =>
        (budgets ?? []).Select(budget => new BudgetClaim(owner, ownerId, budget));

    /// <summary>When the period that a day is in ends (UTC).</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var end = Budget.Period == BudgetPeriod.Daily ? day.AddDays(1) : new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        return new DateTimeOffset(end.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }
}
