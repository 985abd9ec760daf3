namespace Platform.Contracts.Budgets;

/// <summary>Whose budget it is.</summary>
[GenerateSerializer, Alias("BudgetOwner")]
public enum BudgetOwner
{
    /// <summary>The tenant's.</summary>
    Tenant,

    /// <summary>An API key's.</summary>
    Key,

    /// <summary>A user's.</summary>
    User,
}
