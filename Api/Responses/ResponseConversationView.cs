using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>The conversation that a response belongs to.</summary>
/// <param name="Id">Its id.</param>
internal sealed record ResponseConversationView([property: JsonPropertyName("id")] string Id);
