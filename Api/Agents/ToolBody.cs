using System.Text.Json;

namespace Platform.Api.Agents;

/// <summary>A function that a model may ask for.</summary>
internal sealed record ToolBody
{
    /// <summary>1 to 64 letters, digits, <c>_</c> or <c>-</c>. Required.</summary>
    public string? Name { get; init; }

    /// <summary>What it does, for the model.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON schema of its arguments, an object.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether arguments must match the schema exactly.</summary>
    public bool? Strict { get; init; }
}
