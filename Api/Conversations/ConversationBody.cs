using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Conversations;

/// <summary>A conversation to create. Fields that are not listed are ignored.</summary>
internal sealed record ConversationBody
{
    /// <summary>Labels: up to 16, keys up to 64 and values up to 512 characters.</summary>
    [JsonPropertyName("metadata")]
    public Dictionary<string, string?>? Metadata { get; init; }

    /// <summary>What was said before, up to 20 items; default nothing.</summary>
    [JsonPropertyName("items")]
    public JsonElement? Items { get; init; }
}
