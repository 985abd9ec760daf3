namespace Platform.Silo.Budgets;

/// <summary>What becomes of a reservation.</summary>
internal enum BudgetDecision
{
    /// <summary>It is made.</summary>
    Granted = 1,

    /// <summary>Other turns hold what it needs, and may not need all of it.</summary>
    HeldByOthers = 2,

    /// <summary>Not even the least of it is left.</summary>
    Exhausted = 3,
}
