using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>The form of the text.</summary>
internal sealed record ResponseTextView
{
    /// <summary>Plain text.</summary>
    public static readonly ResponseTextView Plain = new();

    /// <summary>The format.</summary>
    [JsonPropertyName("format")]
    public ResponseFormatView Format { get; init; } = ResponseFormatView.Text;

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    [JsonPropertyName("verbosity")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Verbosity { get; init; }
}
