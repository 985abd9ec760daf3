using Platform.Contracts.Models;

namespace Platform.Contracts.Sessions;

/// <summary>How the model should generate. Null leaves a setting to the agent, then to the model.</summary>
[GenerateSerializer, Immutable, Alias("GenerationOptions")]
public sealed record GenerationOptions
{
    /// <summary>Randomness, 0 to 2.</summary>
    [Id(0)]
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    [Id(1)]
    public double? TopP { get; init; }

    /// <summary>The most tokens to produce, at least 1.</summary>
    [Id(2)]
    public int? MaxOutputTokens { get; init; }

    /// <summary>Up to 4 texts at which the model stops.</summary>
    [Id(3)]
    public string[]? Stop { get; init; }

    /// <summary>A seed for models that can repeat themselves.</summary>
    [Id(4)]
    public long? Seed { get; init; }

    /// <summary>Functions the model may ask for; in place of the agent's when given.</summary>
    [Id(5)]
    public ToolDefinition[]? Tools { get; init; }

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or the name of one function behind <c>function:</c>.</summary>
    [Id(6)]
    public string? ToolChoice { get; init; }

    /// <summary>The OpenAI <c>response_format</c> object as JSON text.</summary>
    [Id(7)]
    public string? ResponseFormat { get; init; }

    /// <summary>Whether the model may ask for several functions at once; without tools it says nothing.</summary>
    [Id(8)]
    public bool? ParallelToolCalls { get; init; }
}
