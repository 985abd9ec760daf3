namespace Platform.Contracts.Sessions;

/// <summary>The tokens of one turn.</summary>
/// <param name="InputTokens">What the model read.</param>
/// <param name="OutputTokens">What the model wrote.</param>
/// <param name="Estimated">Whether the platform estimated the figures because the provider gave none.</param>
[GenerateSerializer, Immutable, Alias("TokenUsage")]
public sealed record TokenUsage(
    [property: Id(0)] int InputTokens,
    [property: Id(1)] int OutputTokens,
    [property: Id(2)] bool Estimated = false)
{
    /// <summary>Input and output together.</summary>
    public int TotalTokens => InputTokens + OutputTokens;
}
