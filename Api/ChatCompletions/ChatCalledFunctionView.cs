using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A function with its arguments.</summary>
internal sealed record ChatCalledFunctionView
{
    /// <summary>Its name; in a stream in its first piece.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Its arguments as JSON text; in a stream the next part of it.</summary>
    [JsonPropertyName("arguments")]
    public required string Arguments { get; init; }
}
