using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Api.Responses;

/// <summary>A conversation to compact. Fields that are not listed are ignored.</summary>
internal sealed record ResponseCompactBody
{
    /// <summary>The model that does it. Required.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>What was said: a string, or an array of items. Required unless <c>previous_response_id</c> is sent.</summary>
    [JsonPropertyName("input")]
    public JsonElement? Input { get; init; }

    /// <summary>What else the model should mind.</summary>
    [JsonPropertyName("instructions")]
    public string? Instructions { get; init; }

    /// <summary>The response whose chain is compacted; <c>input</c> comes behind it.</summary>
    [JsonPropertyName("previous_response_id")]
    public string? PreviousResponseId { get; init; }

    /// <summary>The caller's own key; not used.</summary>
    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }
}
