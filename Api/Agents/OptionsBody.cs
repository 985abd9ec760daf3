using System.Text.Json;
using Platform.Api.Json;

namespace Platform.Api.Agents;

/// <summary>How a model should generate, in requests and answers; what is left out is the model's choice.</summary>
internal sealed record OptionsBody
{
    /// <summary>Randomness, 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens to produce, at least 1.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Up to 4 texts at which the model stops: an array, or one string.</summary>
    public StringOrStrings? Stop { get; init; }

    /// <summary>A seed for models that can repeat themselves.</summary>
    public long? Seed { get; init; }

    /// <summary>Functions that the model may ask for, up to 128.</summary>
    public ToolBody?[]? Tools { get; init; }

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or <c>function:NAME</c>.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>Whether the model may ask for several functions at once.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The OpenAI <c>response_format</c> object.</summary>
    public JsonElement? ResponseFormat { get; init; }
}
