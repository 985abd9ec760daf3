using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api.Json;

namespace Platform.Api.Conversations;

/// <summary>Items to add to a conversation. Fields that are not listed are ignored.</summary>
internal sealed record NewItemsBody : IHashedBody
{
    /// <summary>They, 1 to 20. Required.</summary>
    [JsonPropertyName("items")]
    public JsonElement? Items { get; init; }
}
