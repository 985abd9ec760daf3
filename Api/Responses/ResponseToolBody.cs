using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>A function that the model may ask for.</summary>
internal sealed record ResponseToolBody
{
    /// <summary>Always <c>function</c>. Required.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>1 to 64 letters, digits, <c>_</c> or <c>-</c>. Required.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What it does, for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The JSON schema of its arguments, an object.</summary>
    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether arguments must match the schema exactly.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }
}
