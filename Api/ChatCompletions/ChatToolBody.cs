using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A tool that the model may ask for.</summary>
internal sealed record ChatToolBody
{
    /// <summary>Always <c>function</c>. Required.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The function. Required.</summary>
    [JsonPropertyName("function")]
    public ChatFunctionBody? Function { get; init; }
}
