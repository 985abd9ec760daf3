using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Conversations;

/// <summary>Changes to a conversation. Fields that are not listed are ignored.</summary>
internal sealed record ConversationChangesBody
{
    /// <summary>Labels in place of all present ones; null for none. Required.</summary>
    [JsonPropertyName("metadata")]
    public JsonElement Metadata { get; init; }
}
