namespace Platform.Contracts.Sessions;

/// <summary>What a stored turn took.</summary>
/// <param name="Model">The model that answered.</param>
/// <param name="Usage">The tokens.</param>
/// <param name="CostNanos">What it cost, in billionths of a US dollar.</param>
/// <param name="LatencyMs">How long the model took, in milliseconds.</param>
[GenerateSerializer, Immutable, Alias("TurnFigures")]
public sealed record TurnFigures(
    [property: Id(0)] string Model,
    [property: Id(1)] TokenUsage Usage,
    [property: Id(2)] long CostNanos,
    [property: Id(3)] int LatencyMs);
