namespace Platform.Contracts.Usage;

/// <summary>What was used: sums over turns.</summary>
[GenerateSerializer, Immutable, Alias("UsageFigures")]
public sealed record UsageFigures
{
    /// <summary>Nothing.</summary>
    public static readonly UsageFigures None = new();

    /// <summary>Turns that a model was asked for, however they ended.</summary>
    [Id(0)]
    public long Turns { get; init; }

    /// <summary>Tokens read by models.</summary>
    [Id(1)]
    public long InputTokens { get; init; }

    /// <summary>Tokens written by models.</summary>
    [Id(2)]
    public long OutputTokens { get; init; }

    /// <summary>What it cost, in billionths of a US dollar.</summary>
    [Id(3)]
    public long CostNanos { get; init; }

    /// <summary>How long the models took, in milliseconds: for the average, divide by <see cref="Turns"/>.</summary>
    [Id(4)]
    public long LatencyMs { get; init; }

    /// <summary>Turns that were stopped before the model came to its end.</summary>
    [Id(5)]
    public long Cancelled { get; init; }

    /// <summary>Turns that failed; they count no tokens.</summary>
    [Id(6)]
    public long Failed { get; init; }

    /// <summary>Turns whose tokens the platform estimated because the provider gave no figures.</summary>
    [Id(7)]
    public long Estimated { get; init; }

    /// <summary>Tokens read and written.</summary>
    public long TotalTokens => InputTokens + OutputTokens;

    /// <summary>Both together.</summary>
    public static UsageFigures operator +(UsageFigures left, UsageFigures right) => new()
    {
        Turns = left.Turns + right.Turns,
        InputTokens = left.InputTokens + right.InputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        CostNanos = left.CostNanos + right.CostNanos,
        LatencyMs = left.LatencyMs + right.LatencyMs,
        Cancelled = left.Cancelled + right.Cancelled,
        Failed = left.Failed + right.Failed,
        Estimated = left.Estimated + right.Estimated,
    };
}
