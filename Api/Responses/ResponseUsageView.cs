using System.Text.Json.Serialization;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>The tokens used.</summary>
internal sealed record ResponseUsageView
{
    /// <summary>What the model read.</summary>
    [JsonPropertyName("input_tokens")]
    public required int InputTokens { get; init; }

    /// <summary>Details of it.</summary>
    [JsonPropertyName("input_tokens_details")]
    public InputTokensView InputTokensDetails { get; } = new(0);

    /// <summary>What it wrote.</summary>
    [JsonPropertyName("output_tokens")]
    public required int OutputTokens { get; init; }

    /// <summary>Details of it.</summary>
    [JsonPropertyName("output_tokens_details")]
    public OutputTokensView OutputTokensDetails { get; } = new(0);

    /// <summary>Both together.</summary>
    [JsonPropertyName("total_tokens")]
    public required int TotalTokens { get; init; }

    /// <summary>
    /// True when the platform estimated the figures because the model gave none; else left out. The original has no such field:
    /// a field more is what every client tolerates.
    /// </summary>
    [JsonPropertyName("estimated")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Estimated { get; init; }

    /// <summary>The view of a usage.</summary>
    public static ResponseUsageView Of(TokenUsage usage) => new()
    {
        InputTokens = usage.InputTokens,
        OutputTokens = usage.OutputTokens,
        TotalTokens = usage.TotalTokens,
        Estimated = usage.Estimated,
    };

    /// <summary>Details of what was read.</summary>
    /// <param name="CachedTokens">Always 0.</param>
    internal sealed record InputTokensView([property: JsonPropertyName("cached_tokens")] int CachedTokens);

    /// <summary>Details of what was written.</summary>
    /// <param name="ReasoningTokens">Always 0.</param>
    internal sealed record OutputTokensView([property: JsonPropertyName("reasoning_tokens")] int ReasoningTokens);
}
