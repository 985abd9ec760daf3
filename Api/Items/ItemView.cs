using System.Text.Json.Serialization;

namespace Platform.Api.Items;

/// <summary>
/// An item of a conversation, in the OpenAI wire format: a <c>message</c> has <c>role</c> and <c>content</c>, a
/// <c>function_call</c> has <c>call_id</c>, <c>name</c> and <c>arguments</c>, a <c>function_call_output</c> has <c>call_id</c>
/// and <c>output</c>, a <c>compaction</c> has <c>encrypted_content</c>.
/// </summary>
internal sealed record ItemView
{
    /// <summary>Its kind.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary><c>completed</c>, <c>in_progress</c>, or <c>incomplete</c> where it broke off.</summary>
    [JsonPropertyName("status")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Who speaks: <c>user</c>, <c>assistant</c>, <c>system</c> or <c>developer</c>.</summary>
    [JsonPropertyName("role")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>What is said.</summary>
    [JsonPropertyName("content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemContentView[]? Content { get; init; }

    /// <summary>The call that is made, or answered.</summary>
    [JsonPropertyName("call_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallId { get; init; }

    /// <summary>The function's name.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Its arguments, a JSON object as text.</summary>
    [JsonPropertyName("arguments")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Arguments { get; init; }

    /// <summary>The function's result.</summary>
    [JsonPropertyName("output")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Output { get; init; }

    /// <summary>What a conversation was compacted to; opaque to callers.</summary>
    [JsonPropertyName("encrypted_content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EncryptedContent { get; init; }
}
