namespace Platform.Silo.Budgets;

/// <summary>What a running turn holds of its budgets until its charge is in the ledger, or it is released.</summary>
/// <param name="Id">The reservation: the turn's id.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="MaxOutputTokens">The longest answer that it pays for; null when the model has told its length beforehand.</param>
/// <param name="Claims">The budgets that it is held of.</param>
/// <param name="Spent">What was spent of each before.</param>
internal sealed record Hold(string Id, string TenantId, int? MaxOutputTokens, BudgetClaim[] Claims, long[] Spent);
