namespace Platform.Contracts.Budgets;

/// <summary>What a budget counts.</summary>
[GenerateSerializer, Alias("BudgetUnit")]
public enum BudgetUnit
{
    /// <summary>Tokens, read and written.</summary>
    Tokens,

    /// <summary>US dollars, by the prices that the operator has set for the models.</summary>
    Usd,
}
