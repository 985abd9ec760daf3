namespace Platform.Silo.Budgets;

/// <summary>Who a turn is counted for, and paid by.</summary>
/// <param name="KeyId">The account of the API key; null: not known.</param>
/// <param name="UserId">The end user; null: nobody in particular.</param>
/// <param name="AgentId">The agent; null: none.</param>
/// <param name="Claims">The budgets that it is paid from; null when there are none.</param>
internal sealed record TurnAccount(string? KeyId, string? UserId, string? AgentId, BudgetClaim[]? Claims);
