using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A message of the conversation.</summary>
internal sealed record ChatMessageBody
{
    /// <summary><c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>. Required.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>The text: a string, or an array of text parts.</summary>
    [JsonPropertyName("content")]
    public ChatContentBody? Content { get; init; }

    /// <summary>The speaker's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>For the assistant: the functions it asked for.</summary>
    [JsonPropertyName("tool_calls")]
    public ChatToolCallBody?[]? ToolCalls { get; init; }

    /// <summary>For the assistant: what it said in place of an answer.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>For role <c>tool</c>: the call that this is the result of.</summary>
    [JsonPropertyName("tool_call_id")]
    public string? ToolCallId { get; init; }

    /// <summary>Not supported: the outdated form of <c>tool_calls</c>.</summary>
    [JsonPropertyName("function_call")]
    public JsonElement? FunctionCall { get; init; }

    /// <summary>Not supported: messages are text.</summary>
    [JsonPropertyName("audio")]
    public JsonElement? Audio { get; init; }
}
