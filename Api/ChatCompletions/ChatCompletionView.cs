using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>An answer as a whole.</summary>
internal sealed record ChatCompletionView
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always <c>chat.completion</c>.</summary>
    [JsonPropertyName("object")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string Object { get; } = "chat.completion";

    /// <summary>When it was made, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    /// <summary>The model that the request named.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The one answer.</summary>
    [JsonPropertyName("choices")]
    public required ChatChoiceView[] Choices { get; init; }

    /// <summary>The tokens used.</summary>
    [JsonPropertyName("usage")]
    public required ChatUsageView Usage { get; init; }
}
