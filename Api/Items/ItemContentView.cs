using System.Text.Json.Serialization;

namespace Platform.Api.Items;

/// <summary>A part of a message: <c>output_text</c> of the assistant, <c>input_text</c> of everybody else.</summary>
internal sealed record ItemContentView
{
    /// <summary>Its kind.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>For <c>output_text</c>: always empty.</summary>
    [JsonPropertyName("annotations")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object[]? Annotations { get; init; }

    /// <summary>For <c>output_text</c>: always empty.</summary>
    [JsonPropertyName("logprobs")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object[]? Logprobs { get; init; }

    /// <summary>What the assistant says.</summary>
    public static ItemContentView Output(string text) => new() { Type = "output_text", Text = text, Annotations = [], Logprobs = [] };

    /// <summary>What somebody else says.</summary>
    public static ItemContentView Input(string text) => new() { Type = "input_text", Text = text };
}
