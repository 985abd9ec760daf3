using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A piece of the answer.</summary>
internal sealed record ChatChunkChoiceView
{
    /// <summary>Always 0.</summary>
    [JsonPropertyName("index")]
    public int Index { get; init; }

    /// <summary>What is added.</summary>
    [JsonPropertyName("delta")]
    public required ChatDeltaView Delta { get; init; }

    /// <summary>Why the model stopped; null before the last piece.</summary>
    [JsonPropertyName("finish_reason")]
    public string? FinishReason { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("logprobs")]
    public object? Logprobs { get; init; }
}
