namespace Platform.Silo.Budgets;

/// <summary>What the store says to a reservation.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Decider">The place of the budget that decided; -1 when it was granted.</param>
/// <param name="Tokens">The tokens that were granted.</param>
/// <param name="Nanos">The billionths of a US dollar that were granted.</param>
/// <param name="Spent">What was spent of each budget before.</param>
internal sealed record BudgetAnswer(BudgetDecision Decision, int Decider, long Tokens, long Nanos, long[] Spent);
