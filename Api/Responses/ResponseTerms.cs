using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>
/// What a request asked for, as far as the response object shows it again: stored with the turn as its note, one JSON object
/// in which what is usual is left out. Unknown fields are ignored, so that a newer release may add some.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ResponseTerms
{
    /// <summary>The model as the request named it.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The instructions.</summary>
    [JsonPropertyName("instructions")]
    public string? Instructions { get; init; }

    /// <summary>The response that this one follows.</summary>
    [JsonPropertyName("previous")]
    public string? PreviousResponseId { get; init; }

    /// <summary>The conversation's id.</summary>
    [JsonPropertyName("conversation")]
    public string? Conversation { get; init; }

    /// <summary>Whether it is not stored.</summary>
    [JsonPropertyName("unstored")]
    public bool IsUnstored { get; init; }

    /// <summary>Whether it was made in the background.</summary>
    [JsonPropertyName("background")]
    public bool Background { get; init; }

    /// <summary>The functions.</summary>
    [JsonPropertyName("tools")]
    public ResponseToolView[]? Tools { get; init; }

    /// <summary>The choice among them, as it was sent.</summary>
    [JsonPropertyName("tool_choice")]
    public JsonElement? ToolChoice { get; init; }

    /// <summary>Whether several functions at once were forbidden.</summary>
    [JsonPropertyName("one_tool_call")]
    public bool OneToolCall { get; init; }

    /// <summary>The most calls of built-in tools.</summary>
    [JsonPropertyName("max_tool_calls")]
    public int? MaxToolCalls { get; init; }

    /// <summary>The labels.</summary>
    [JsonPropertyName("metadata")]
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>The most tokens to produce.</summary>
    [JsonPropertyName("max_output_tokens")]
    public int? MaxOutputTokens { get; init; }

    /// <summary>Randomness.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }

    /// <summary>The form of the text.</summary>
    [JsonPropertyName("text")]
    public ResponseTextView? Text { get; init; }

    /// <summary>How too long an input is dealt with.</summary>
    [JsonPropertyName("truncation")]
    public string? Truncation { get; init; }

    /// <summary>The user.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>The caller's own identifier.</summary>
    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier { get; init; }

    /// <summary>The caller's own key.</summary>
    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }

    /// <summary>The terms as a turn's note.</summary>
    public string ToNote() => JsonSerializer.Serialize(new ResponseNote(this), ResponseJson.Default.ResponseNote);

    /// <summary>The terms of a note; null when the turn is no response.</summary>
    public static ResponseTerms? Of(string? note)
    {
        try
        {
            return note is null ? null : JsonSerializer.Deserialize(note, ResponseJson.Default.ResponseNote)?.Response;
        }
        catch (JsonException)
        {
            // Some other endpoint's note.
            return null;
        }
    }
}
