using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>Why a response is incomplete.</summary>
/// <param name="Reason"><c>max_output_tokens</c> or <c>content_filter</c>; in the stream of one that was cancelled <c>cancelled</c>.</param>
internal sealed record ResponseIncompleteView([property: JsonPropertyName("reason")] string Reason);
