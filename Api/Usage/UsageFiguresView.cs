using Platform.Contracts.Budgets;
using Platform.Contracts.Usage;

namespace Platform.Api.Usage;

/// <summary>What was used.</summary>
internal record UsageFiguresView
{
    /// <summary>Turns that a model was asked for, however they ended.</summary>
    public required long Turns { get; init; }

    /// <summary>Tokens read by models.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens written by models.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Both together.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>What it cost, in US dollars, by the prices at the time.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>How long a model took on average, in milliseconds.</summary>
    public required double AverageLatencyMs { get; init; }

    /// <summary>Turns that were stopped before the model came to its end.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Turns that failed; they count no tokens.</summary>
    public required long Failed { get; init; }

    /// <summary>Turns whose tokens the platform estimated because the provider gave no figures.</summary>
    public required long Estimated { get; init; }

    /// <summary>The view of figures.</summary>
    public static UsageFiguresView Of(UsageFigures figures) => new()
    {
        Turns = figures.Turns,
        InputTokens = figures.InputTokens,
        OutputTokens = figures.OutputTokens,
        TotalTokens = figures.TotalTokens,
        CostUsd = Budget.Usd(figures.CostNanos),
        AverageLatencyMs = AverageOf(figures),
        Cancelled = figures.Cancelled,
        Failed = figures.Failed,
        Estimated = figures.Estimated,
    };

    /// <summary>How long a model took on average.</summary>
    protected static double AverageOf(UsageFigures figures) => figures.Turns == 0 ? 0 : Math.Round((double)figures.LatencyMs / figures.Turns, 1);
}
