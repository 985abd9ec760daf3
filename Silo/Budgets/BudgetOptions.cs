namespace Platform.Silo.Budgets;

/// <summary>How budgets are kept (section <c>Platform:Budgets</c>).</summary>
internal sealed class BudgetOptions
{
    /// <summary>The section these options come from.</summary>
    public const string Section = "Platform:Budgets";

    /// <summary>
    /// The longest answer in tokens of a turn that a budget applies to and that sets no limit itself; so much is reserved for it.
    /// Default 4,096; 1 to 1,000,000.
    /// </summary>
    public int DefaultMaxOutputTokens { get; set; } = 4_096;

    /// <summary>
    /// How long a turn waits for what other turns hold of a budget and may not need, before it is refused. Default 30 s; 0 to 5 min.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a reservation outlives the silo that made it; a silo that lives renews its own. Default 60 s; 10 s to 10 min.</summary>
    public TimeSpan ReservationTtl { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The part of a budget at which the operator is warned, in percent. Default 80; 1 to 100.</summary>
    public int WarningPercent { get; set; } = 80;
}
