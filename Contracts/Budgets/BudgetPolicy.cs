namespace Platform.Contracts.Budgets;

/// <summary>What happens to a turn that a budget has no room for.</summary>
[GenerateSerializer, Alias("BudgetPolicy")]
public enum BudgetPolicy
{
    /// <summary>It is refused.</summary>
    Reject,

    /// <summary>A cheaper model answers; what that costs is counted and not held against this budget.</summary>
    Fallback,

    /// <summary>It runs, and the operator is warned.</summary>
    Warn,
}
