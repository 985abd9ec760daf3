using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>What a client sends over a WebSocket connection: a request, without <c>stream</c> and <c>background</c>.</summary>
internal sealed record ResponseCreateMessage : ResponseBody
{
    /// <summary>Always <c>response.create</c>. Required.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}
