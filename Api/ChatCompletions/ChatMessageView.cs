using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>The message of an answer.</summary>
internal sealed record ChatMessageView
{
    /// <summary>Always <c>assistant</c>.</summary>
    [JsonPropertyName("role")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string Role { get; } = "assistant";

    /// <summary>The text; null when there are only tool calls.</summary>
    [JsonPropertyName("content")]
    public string? Content { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>Functions that the model asks for.</summary>
    [JsonPropertyName("tool_calls")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatToolCallView[]? ToolCalls { get; init; }
}
