using System.Text.Json.Serialization;
using Platform.Api.Items;

namespace Platform.Api.Responses;

/// <summary>A conversation that was compacted.</summary>
internal sealed record CompactionView
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always <c>response.compaction</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "response.compaction";

    /// <summary>When it was asked for, in seconds since 1970.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>What to send as the beginning of the next <c>input</c>: a <c>compaction</c> item.</summary>
    [JsonPropertyName("output")]
    public required ItemView[] Output { get; init; }

    /// <summary>The tokens used.</summary>
    [JsonPropertyName("usage")]
    public required ResponseUsageView Usage { get; init; }
}
