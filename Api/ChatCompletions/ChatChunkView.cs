using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A piece of an answer that is streamed.</summary>
internal sealed record ChatChunkView
{
    /// <summary>The answer's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always <c>chat.completion.chunk</c>.</summary>
    [JsonPropertyName("object")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string Object { get; } = "chat.completion.chunk";

    /// <summary>When the answer was begun, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    /// <summary>The model that the request named.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The piece; empty in the chunk with the usage.</summary>
    [JsonPropertyName("choices")]
    public required ChatChunkChoiceView[] Choices { get; init; }

    /// <summary>The tokens used, in the last chunk when asked for.</summary>
    [JsonPropertyName("usage")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatUsageView? Usage { get; init; }
}
