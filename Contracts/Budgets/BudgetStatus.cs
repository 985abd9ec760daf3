namespace Platform.Contracts.Budgets;

/// <summary>How a budget stands.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="OwnerId">The key's or the user's id; null for the tenant.</param>
/// <param name="Budget">The budget.</param>
/// <param name="Spent">What was spent in the running period, in the budget's unit.</param>
/// <param name="Reserved">What running turns hold beside that until they end, at most.</param>
/// <param name="EndsAt">When the period ends (UTC).</param>
/// <param name="WarnedAt">When four fifths of it were passed in this period (UTC); null: not yet.</param>
[GenerateSerializer, Immutable, Alias("BudgetStatus")]
public sealed record BudgetStatus(
    [property: Id(0)] BudgetOwner Owner,
    [property: Id(1)] string? OwnerId,
    [property: Id(2)] Budget Budget,
    [property: Id(3)] long Spent,
    [property: Id(4)] long Reserved,
    [property: Id(5)] DateTimeOffset EndsAt,
    [property: Id(6)] DateTimeOffset? WarnedAt);
