using System.Text.Json.Serialization;

namespace Platform.Api.Items;

/// <summary>One page of items, in the OpenAI wire format.</summary>
internal sealed record ItemListView
{
    /// <summary>Always <c>list</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "list";

    /// <summary>The items.</summary>
    [JsonPropertyName("data")]
    public required ItemView[] Data { get; init; }

    /// <summary>The first item's id; null when there is none.</summary>
    [JsonPropertyName("first_id")]
    public string? FirstId => Data is [var first, ..] ? first.Id : null;

    /// <summary>The last item's id, to be sent as <c>after</c> for the next page; null when there is none.</summary>
    [JsonPropertyName("last_id")]
    public string? LastId => Data is [.., var last] ? last.Id : null;

    /// <summary>Whether there are more.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
