namespace Platform.Contracts.Budgets;

/// <summary>When a budget begins anew.</summary>
[GenerateSerializer, Alias("BudgetPeriod")]
public enum BudgetPeriod
{
    /// <summary>At midnight UTC.</summary>
    Daily,

    /// <summary>With the month, UTC.</summary>
    Monthly,
}
