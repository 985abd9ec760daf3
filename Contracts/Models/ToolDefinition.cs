namespace Platform.Contracts.Models;

/// <summary>A function that a model may ask for.</summary>
/// <param name="Name">1 to 64 letters, digits, <c>_</c> or <c>-</c>.</param>
/// <param name="Description">What it does, for the model.</param>
/// <param name="Parameters">The JSON schema of its arguments as text; null for none.</param>
/// <param name="Strict">Whether arguments must match the schema exactly, where the provider supports it.</param>
[GenerateSerializer, Immutable, Alias("ToolDefinition")]
public sealed record ToolDefinition(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Description,
    [property: Id(2)] string? Parameters,
    [property: Id(3)] bool? Strict = null);
