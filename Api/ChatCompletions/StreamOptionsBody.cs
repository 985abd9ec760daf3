using System.Text.Json.Serialization;

namespace Platform.Api.ChatCompletions;

/// <summary>Options for a stream.</summary>
internal sealed record StreamOptionsBody
{
    /// <summary>Whether a last chunk carries the usage.</summary>
    [JsonPropertyName("include_usage")]
    public bool? IncludeUsage { get; init; }
}
