using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>The form of the text.</summary>
internal sealed record ResponseTextBody
{
    /// <summary>
    /// <c>{"type":"text"}</c> (default), <c>{"type":"json_object"}</c>, or <c>{"type":"json_schema","name":…,"schema":…}</c>
    /// with <c>description</c> and <c>strict</c>.
    /// </summary>
    [JsonPropertyName("format")]
    public JsonElement? Format { get; init; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>; shown again.</summary>
    [JsonPropertyName("verbosity")]
    public string? Verbosity { get; init; }
}
