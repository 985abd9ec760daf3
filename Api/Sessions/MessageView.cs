using System.Text.Json.Serialization;
using Platform.Api.Json;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>A message of a session.</summary>
internal sealed record MessageView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the session: 1 for the first message, then rising, never reused.</summary>
    public required long Seq { get; init; }

    /// <summary>The turn it belongs to.</summary>
    public required string TurnId { get; init; }

    /// <summary>Who speaks: <c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>Functions that the assistant asks for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToolCallView[]? ToolCalls { get; init; }

    /// <summary>For role <c>tool</c>: the call that this is the result of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ToolCallId { get; init; }

    /// <summary>The speaker's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>With an answer: the model that gave it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>With an answer: the tokens of its turn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UsageView? Usage { get; init; }

    /// <summary>With an answer: how long the model took, in milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LatencyMs { get; init; }

    /// <summary>How its turn ended.</summary>
    public required string Status { get; init; }

    /// <summary>When it was stored (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The view of a message.</summary>
    public static MessageView Of(StoredMessage stored) => new()
    {
        Id = stored.Id,
        Seq = stored.Seq,
        TurnId = stored.TurnId,
        Role = WireName<ChatRole>.Of(stored.Message.Role),
        Content = stored.Message.Content,
        ToolCalls = stored.Message.ToolCalls is { } calls ? Array.ConvertAll(calls, ToolCallView.Of) : null,
        ToolCallId = stored.Message.ToolCallId,
        Name = stored.Message.Name,
        Model = stored.Figures?.Model,
        Usage = stored.Figures is { } figures ? UsageView.Of(figures.Usage, figures.CostNanos) : null,
        LatencyMs = stored.Figures?.LatencyMs,
        Status = WireName<TurnStatus>.Of(stored.Status),
        CreatedAt = stored.CreatedAt.UtcDateTime,
    };
}
