using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>What a piece adds to the message.</summary>
internal sealed record ChatDeltaView
{
    /// <summary><c>assistant</c>, in the first piece.</summary>
    [JsonPropertyName("role")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>The next piece of text.</summary>
    [JsonPropertyName("content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Content { get; init; }

    /// <summary>The next piece of a tool call.</summary>
    [JsonPropertyName("tool_calls")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatToolCallView[]? ToolCalls { get; init; }
}
