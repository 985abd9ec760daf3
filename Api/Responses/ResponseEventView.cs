using System.Text.Json.Serialization;
using Platform.Api.Items;

namespace Platform.Api.Responses;

/// <summary>
/// The data of a server-sent event of a response, of the types of the OpenAI Responses API: <c>response.created</c>,
/// <c>response.in_progress</c>, <c>response.output_item.added</c> and <c>.done</c>, <c>response.content_part.added</c> and
/// <c>.done</c>, <c>response.output_text.delta</c> and <c>.done</c>, <c>response.function_call_arguments.delta</c> and
/// <c>.done</c>, at last <c>response.completed</c>, <c>response.incomplete</c> or <c>response.failed</c>; or <c>error</c> when
/// nothing of a response could be told.
/// </summary>
internal sealed record ResponseEventView
{
    /// <summary>Its type, also its SSE name.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Its number: 0 for the first, up by one. <c>starting_after</c> goes on behind it.</summary>
    [JsonPropertyName("sequence_number")]
    public long SequenceNumber { get; init; }

    /// <summary>The response.</summary>
    [JsonPropertyName("response")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResponseView? Response { get; init; }

    /// <summary>The id of the item that is written.</summary>
    [JsonPropertyName("item_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ItemId { get; init; }

    /// <summary>The item's place in the output.</summary>
    [JsonPropertyName("output_index")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OutputIndex { get; init; }

    /// <summary>The part's place in the item.</summary>
    [JsonPropertyName("content_index")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ContentIndex { get; init; }

    /// <summary>The item.</summary>
    [JsonPropertyName("item")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemView? Item { get; init; }

    /// <summary>The part.</summary>
    [JsonPropertyName("part")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemContentView? Part { get; init; }

    /// <summary>What is added, to a text or to the arguments of a call.</summary>
    [JsonPropertyName("delta")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Delta { get; init; }

    /// <summary>The whole text.</summary>
    [JsonPropertyName("text")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>The called function's name.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>All of its arguments.</summary>
    [JsonPropertyName("arguments")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Arguments { get; init; }

    /// <summary>For texts: always empty.</summary>
    [JsonPropertyName("logprobs")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object[]? Logprobs { get; init; }

    /// <summary>For <c>error</c>: its kind.</summary>
    [JsonPropertyName("code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>For <c>error</c>: one sentence that says what to do.</summary>
    [JsonPropertyName("message")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>For <c>error</c>: the same as in the error envelope.</summary>
    [JsonPropertyName("error")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResponseEventErrorView? Error { get; init; }
}
