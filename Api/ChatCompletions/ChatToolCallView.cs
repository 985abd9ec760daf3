using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>A function that the model asks for; in a stream a piece of one.</summary>
internal sealed record ChatToolCallView
{
    /// <summary>In a stream: which of the calls, from 0.</summary>
    [JsonPropertyName("index")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Index { get; init; }

    /// <summary>The call's id; in a stream in its first piece.</summary>
    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Always <c>function</c>; in a stream in its first piece.</summary>
    [JsonPropertyName("type")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>The function.</summary>
    [JsonPropertyName("function")]
    public required ChatCalledFunctionView Function { get; init; }
}
