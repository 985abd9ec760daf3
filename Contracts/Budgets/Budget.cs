namespace Platform.Contracts.Budgets;

/// <summary>What may be spent in a period.</summary>
[GenerateSerializer, Immutable, Alias("Budget")]
public sealed record Budget
{
    /// <summary>The most budgets of one tenant or key: 8.</summary>
    public const int MostPerOwner = 8;

    /// <summary>Billionths of a US dollar in one: the unit in which money is counted.</summary>
    public const long NanosPerUsd = 1_000_000_000;

    /// <summary>The largest limit, in either unit: 10^15, which is a million dollars, or a quadrillion of tokens.</summary>
    public const long MostLimit = 1_000_000_000_000_000;

    /// <summary>What is counted.</summary>
    [Id(0)]
    public required BudgetUnit Unit { get; init; }

    /// <summary>When it begins anew.</summary>
    [Id(1)]
    public required BudgetPeriod Period { get; init; }

    /// <summary>How much: tokens, or billionths of a US dollar; 0 to <see cref="MostLimit"/>.</summary>
    [Id(2)]
    public required long Limit { get; init; }

    /// <summary>What happens to a turn that does not fit any more. Default: it is refused.</summary>
    [Id(3)]
    public BudgetPolicy OnLimit { get; init; }

    /// <summary>The model that answers in place of the wanted one; only and always with <see cref="BudgetPolicy.Fallback"/>.</summary>
    [Id(4)]
    public string? FallbackModel { get; init; }

    /// <summary>Billionths of a US dollar in US dollars.</summary>
    public static decimal Usd(long nanos) => (decimal)nanos / NanosPerUsd;
}
