using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A function with its arguments.</summary>
internal sealed record ChatCalledFunctionBody
{
    /// <summary>Its name. Required.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Its arguments, a JSON object as text.</summary>
    [JsonPropertyName("arguments")]
    public string? Arguments { get; init; }
}
