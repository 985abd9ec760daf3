using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>The answer.</summary>
internal sealed record ChatChoiceView
{
    /// <summary>Always 0.</summary>
    [JsonPropertyName("index")]
    public int Index { get; init; }

    /// <summary>The message.</summary>
    [JsonPropertyName("message")]
    public required ChatMessageView Message { get; init; }

    /// <summary>Why the model stopped: <c>stop</c>, <c>length</c>, <c>tool_calls</c> or <c>content_filter</c>.</summary>
    [JsonPropertyName("finish_reason")]
    public required string FinishReason { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("logprobs")]
    public object? Logprobs { get; init; }
}
