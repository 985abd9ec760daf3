using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>The tokens of an answer.</summary>
internal sealed record ChatUsageView
{
    /// <summary>What the model read.</summary>
    [JsonPropertyName("prompt_tokens")]
    public int PromptTokens { get; init; }

    /// <summary>What the model wrote.</summary>
    [JsonPropertyName("completion_tokens")]
    public int CompletionTokens { get; init; }

    /// <summary>Both together.</summary>
    [JsonPropertyName("total_tokens")]
    public int TotalTokens { get; init; }

    /// <summary>
    /// True when the platform estimated the figures because the model gave none; else left out. The original has no such field:
    /// a field more is what every client tolerates.
    /// </summary>
    [JsonPropertyName("estimated")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Estimated { get; init; }
}
