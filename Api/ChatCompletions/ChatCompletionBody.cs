using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api.Json;

namespace Platform.Api.ChatCompletions;

/// <summary>The request of the OpenAI Chat Completions API. Fields that are not listed are ignored.</summary>
internal sealed record ChatCompletionBody : IHashedBody
{
    /// <summary>A model from <c>GET /v1/models</c>, or <c>agent/ID</c>. Required.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>The conversation. Required.</summary>
    [JsonPropertyName("messages")]
    public ChatMessageBody?[]? Messages { get; init; }

    /// <summary>Whether to answer with server-sent events; default false.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Options for the stream.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptionsBody? StreamOptions { get; init; }

    /// <summary>Randomness, 0 to 2.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }

    /// <summary>The most tokens to produce, at least 1; the older name of <c>max_completion_tokens</c>, not to be sent with it.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>The most tokens to produce, at least 1.</summary>
    [JsonPropertyName("max_completion_tokens")]
    public int? MaxCompletionTokens { get; init; }

    /// <summary>How many answers: only 1.</summary>
    [JsonPropertyName("n")]
    public int? N { get; init; }

    /// <summary>Up to 4 texts at which the model stops: one string, or an array.</summary>
    [JsonPropertyName("stop")]
    public StringOrStrings? Stop { get; init; }

    /// <summary>Functions that the model may ask for, up to 128.</summary>
    [JsonPropertyName("tools")]
    public ChatToolBody?[]? Tools { get; init; }

    /// <summary>
    /// <c>auto</c>, <c>none</c>, <c>required</c>, <c>{"type":"function","function":{"name":…}}</c>, or
    /// <c>{"type":"allowed_tools","allowed_tools":{"mode":"auto"|"required","tools":[…]}}</c>.
    /// </summary>
    [JsonPropertyName("tool_choice")]
    public JsonElement? ToolChoice { get; init; }

    /// <summary>Whether the model may ask for several functions at once; default true. Without tools it says nothing.</summary>
    [JsonPropertyName("parallel_tool_calls")]
    public bool? ParallelToolCalls { get; init; }

    /// <summary><c>{"type":"text"}</c>, <c>{"type":"json_object"}</c> or <c>{"type":"json_schema",…}</c>.</summary>
    [JsonPropertyName("response_format")]
    public JsonElement? ResponseFormat { get; init; }

    /// <summary>The user; a session that this call creates belongs to it.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>Labels; a session that this call creates gets them.</summary>
    [JsonPropertyName("metadata")]
    public Dictionary<string, string?>? Metadata { get; init; }

    /// <summary>A seed for models that can repeat themselves.</summary>
    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    /// <summary>What the answer is made of: only <c>["text"]</c>.</summary>
    [JsonPropertyName("modalities")]
    public JsonElement? Modalities { get; init; }

    /// <summary>Not supported: answers are text.</summary>
    [JsonPropertyName("audio")]
    public JsonElement? Audio { get; init; }

    /// <summary>Not supported: the outdated form of <c>tools</c>.</summary>
    [JsonPropertyName("functions")]
    public JsonElement? Functions { get; init; }

    /// <summary>Not supported: the outdated form of <c>tool_choice</c>.</summary>
    [JsonPropertyName("function_call")]
    public JsonElement? FunctionCall { get; init; }
}
