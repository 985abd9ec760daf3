using System.Text.Json.Serialization;

namespace Platform.Api.Models;

/// <summary>The models, in the OpenAI wire format.</summary>
/// <param name="Data">They.</param>
internal sealed record ModelListView([property: JsonPropertyName("data")] ModelView[] Data)
{
    /// <summary>Always <c>list</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "list";
}
