using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A function that the assistant asked for.</summary>
internal sealed record ChatToolCallBody
{
    /// <summary>The call's id. Required.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary><c>function</c>, also when it is left out.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The function with its arguments. Required.</summary>
    [JsonPropertyName("function")]
    public ChatCalledFunctionBody? Function { get; init; }
}
