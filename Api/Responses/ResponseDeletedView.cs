using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>A response that was deleted.</summary>
/// <param name="Id">Its id.</param>
internal sealed record ResponseDeletedView([property: JsonPropertyName("id")] string Id)
{
    /// <summary>Always <c>response</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "response";

    /// <summary>Always true.</summary>
    [JsonPropertyName("deleted")]
    public bool Deleted { get; } = true;
}
