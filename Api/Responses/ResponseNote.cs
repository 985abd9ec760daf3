using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>The note of a turn that was asked for as a response; other endpoints' notes have other fields.</summary>
/// <param name="Response">What was asked for.</param>
internal sealed record ResponseNote([property: JsonPropertyName("response")] ResponseTerms? Response);
