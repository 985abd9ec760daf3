using System.Text.Json.Serialization;

namespace Platform.Api.Conversations;

/// <summary>A conversation that is gone.</summary>
/// <param name="Id">The id it had.</param>
internal sealed record ConversationDeletedView([property: JsonPropertyName("id")] string Id)
{
    /// <summary>Always <c>conversation.deleted</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "conversation.deleted";

    /// <summary>Always true.</summary>
    [JsonPropertyName("deleted")]
    public bool Deleted { get; } = true;
}
