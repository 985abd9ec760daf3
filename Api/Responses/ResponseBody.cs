using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api.Json;

namespace Platform.Api.Responses;

/// <summary>The request of the OpenAI Responses API. Fields that are not listed are ignored.</summary>
internal record ResponseBody : IHashedBody
{
    /// <summary>A model from <c>GET /v1/models</c>, or <c>agent/ID</c>. Required.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>What is said: a string, or an array of items. Required.</summary>
    [JsonPropertyName("input")]
    public JsonElement? Input { get; init; }

    /// <summary>Instructions for this response alone, in place of the agent's.</summary>
    [JsonPropertyName("instructions")]
    public string? Instructions { get; init; }

    /// <summary>The response that this one follows. Not together with <c>conversation</c>.</summary>
    [JsonPropertyName("previous_response_id")]
    public string? PreviousResponseId { get; init; }

    /// <summary>The conversation, or any session, that this response is added to: its id, or <c>{"id":…}</c>.</summary>
    [JsonPropertyName("conversation")]
    public JsonElement? Conversation { get; init; }

    /// <summary>Whether the response is stored, so that it can be read and followed; default true.</summary>
    [JsonPropertyName("store")]
    public bool? Store { get; init; }

    /// <summary>Whether to answer at once while the response is made; default false. Needs <c>store</c>.</summary>
    [JsonPropertyName("background")]
    public bool? Background { get; init; }

    /// <summary>Whether to answer with server-sent events; default false.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Functions that the model may ask for, up to 128; in place of the agent's.</summary>
    [JsonPropertyName("tools")]
    public ResponseToolBody?[]? Tools { get; init; }

    /// <summary>
    /// <c>auto</c>, <c>none</c>, <c>required</c>, <c>{"type":"function","name":…}</c>, or
    /// <c>{"type":"allowed_tools","mode":"auto","tools":[…]}</c>.
    /// </summary>
    [JsonPropertyName("tool_choice")]
    public JsonElement? ToolChoice { get; init; }

    /// <summary>Whether the model may ask for several functions at once; default true.</summary>
    [JsonPropertyName("parallel_tool_calls")]
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The most calls of built-in tools, of which there are none.</summary>
    [JsonPropertyName("max_tool_calls")]
    public int? MaxToolCalls { get; init; }

    /// <summary>Labels: up to 16, keys up to 64 and values up to 512 characters.</summary>
    [JsonPropertyName("metadata")]
    public Dictionary<string, string?>? Metadata { get; init; }

    /// <summary>The most tokens to produce, at least 1.</summary>
    [JsonPropertyName("max_output_tokens")]
    public int? MaxOutputTokens { get; init; }

    /// <summary>Randomness, 0 to 2.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }

    /// <summary>-2 to 2. Not used.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty { get; init; }

    /// <summary>-2 to 2. Not used.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty { get; init; }

    /// <summary>0 to 20. Not used: log probabilities are always empty.</summary>
    [JsonPropertyName("top_logprobs")]
    public int? TopLogprobs { get; init; }

    /// <summary>The form of the text.</summary>
    [JsonPropertyName("text")]
    public ResponseTextBody? Text { get; init; }

    /// <summary><c>auto</c> or <c>disabled</c> (default). Long sessions lose their oldest turns either way, as the agent's limit says.</summary>
    [JsonPropertyName("truncation")]
    public string? Truncation { get; init; }

    /// <summary>An object; not used.</summary>
    [JsonPropertyName("reasoning")]
    public JsonElement? Reasoning { get; init; }

    /// <summary>What else to include; there is nothing.</summary>
    [JsonPropertyName("include")]
    public string?[]? Include { get; init; }

    /// <summary>The user; a chain that this response begins belongs to it.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>Shown again.</summary>
    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier { get; init; }

    /// <summary>Shown again.</summary>
    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }

    /// <summary>A text; not used.</summary>
    [JsonPropertyName("service_tier")]
    public string? ServiceTier { get; init; }

    /// <summary>What to do when the caller goes away: <c>finish</c> (default) or <c>cancel</c>. Not with <c>background</c>.</summary>
    [JsonPropertyName("onDisconnect")]
    public string? OnDisconnect { get; init; }
}
