using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Api.Items;

namespace Platform.Api.Responses;

/// <summary>A response. The strictest clients want every field to be there, and numbers not to be null.</summary>
internal sealed record ResponseView
{
    private static readonly JsonElement Auto = JsonElement.Parse("\"auto\"");

    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always <c>response</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "response";

    /// <summary>When it was asked for, in seconds since 1970.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>When it was completed, in seconds since 1970; null unless it is.</summary>
    [JsonPropertyName("completed_at")]
    public long? CompletedAt { get; init; }

    /// <summary><c>queued</c>, <c>in_progress</c>, <c>completed</c>, <c>incomplete</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Why it is incomplete.</summary>
    [JsonPropertyName("incomplete_details")]
    public ResponseIncompleteView? IncompleteDetails { get; init; }

    /// <summary>The model that the request named.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The response that this one follows.</summary>
    [JsonPropertyName("previous_response_id")]
    public string? PreviousResponseId { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    [JsonPropertyName("conversation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResponseConversationView? Conversation { get; init; }

    /// <summary>The instructions for it alone.</summary>
    [JsonPropertyName("instructions")]
    public string? Instructions { get; init; }

    /// <summary>What the model answered.</summary>
    [JsonPropertyName("output")]
    public required ItemView[] Output { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonPropertyName("error")]
    public ResponseErrorView? Error { get; init; }

    /// <summary>The functions of the request.</summary>
    [JsonPropertyName("tools")]
    public required ResponseToolView[] Tools { get; init; }

    /// <summary>The choice among them.</summary>
    [JsonPropertyName("tool_choice")]
    public required JsonElement ToolChoice { get; init; }

    /// <summary><c>auto</c> or <c>disabled</c>.</summary>
    [JsonPropertyName("truncation")]
    public required string Truncation { get; init; }

    /// <summary>Whether the model may ask for several functions at once.</summary>
    [JsonPropertyName("parallel_tool_calls")]
    public required bool ParallelToolCalls { get; init; }

    /// <summary>The form of the text.</summary>
    [JsonPropertyName("text")]
    public required ResponseTextView Text { get; init; }

    /// <summary>Nucleus sampling; 1 when the request left it open.</summary>
    [JsonPropertyName("top_p")]
    public required double TopP { get; init; }

    /// <summary>Always 0.</summary>
    [JsonPropertyName("presence_penalty")]
    public double PresencePenalty { get; }

    /// <summary>Always 0.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double FrequencyPenalty { get; }

    /// <summary>Always 0.</summary>
    [JsonPropertyName("top_logprobs")]
    public int TopLogprobs { get; }

    /// <summary>Randomness; 1 when the request left it open.</summary>
    [JsonPropertyName("temperature")]
    public required double Temperature { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("reasoning")]
    public object? Reasoning { get; }

    /// <summary>The user.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>The tokens used; null before it is over.</summary>
    [JsonPropertyName("usage")]
    public ResponseUsageView? Usage { get; init; }

    /// <summary>The most tokens to produce.</summary>
    [JsonPropertyName("max_output_tokens")]
    public int? MaxOutputTokens { get; init; }

    /// <summary>The most calls of built-in tools.</summary>
    [JsonPropertyName("max_tool_calls")]
    public int? MaxToolCalls { get; init; }

    /// <summary>Whether it is stored.</summary>
    [JsonPropertyName("store")]
    public required bool Store { get; init; }

    /// <summary>Whether it is made in the background.</summary>
    [JsonPropertyName("background")]
    public required bool Background { get; init; }

    /// <summary>Always <c>default</c>.</summary>
    [JsonPropertyName("service_tier")]
    public string ServiceTier { get; } = "default";

    /// <summary>The labels.</summary>
    [JsonPropertyName("metadata")]
    public required Dictionary<string, string> Metadata { get; init; }

    /// <summary>The caller's own identifier.</summary>
    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier { get; init; }

    /// <summary>The caller's own key.</summary>
    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }

    /// <summary>A response that was asked for and has no answer yet.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="createdAt">When it was asked for.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="terms">What was asked for.</param>
    public static ResponseView Of(string id, DateTimeOffset createdAt, string status, ResponseTerms terms) => new()
    {
        Id = id,
        CreatedAt = createdAt.ToUnixTimeSeconds(),
        Status = status,
        Model = terms.Model,
        PreviousResponseId = terms.PreviousResponseId,
        Conversation = terms.Conversation is { } conversation ? new ResponseConversationView(conversation) : null,
        Instructions = terms.Instructions,
        Output = [],
        Tools = terms.Tools ?? [],
        ToolChoice = terms.ToolChoice ?? Auto,
        Truncation = terms.Truncation ?? "disabled",
        ParallelToolCalls = !terms.OneToolCall,
        Text = terms.Text ?? ResponseTextView.Plain,
        TopP = terms.TopP ?? 1,
        Temperature = terms.Temperature ?? 1,
        User = terms.User,
        MaxOutputTokens = terms.MaxOutputTokens,
        MaxToolCalls = terms.MaxToolCalls,
        Store = !terms.IsUnstored,
        Background = terms.Background,
        Metadata = terms.Metadata ?? [],
        SafetyIdentifier = terms.SafetyIdentifier,
        PromptCacheKey = terms.PromptCacheKey,
    };
}
