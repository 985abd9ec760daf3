using System.Text.Json.Serialization;
using Platform.Api.Errors;

namespace Platform.Api.Sessions;

/// <summary>
/// The data of a server-sent event of a turn: <c>turn.started</c> has <c>model</c>, <c>message.delta</c> has <c>delta</c>,
/// <c>tool_call.delta</c> has <c>toolCall</c>, <c>turn.completed</c> and <c>turn.cancelled</c> have <c>turn</c>,
/// <c>turn.failed</c> has <c>error</c>, and so has <c>stream.closing</c>, the last event of a stream whose replica stops while
/// the turn goes on: it can be followed from another replica.
/// </summary>
internal sealed record TurnEventView
{
    /// <summary>The event's number in the turn, also its SSE id; <c>after</c> and <c>Last-Event-ID</c> go on behind it.</summary>
    public required long Seq { get; init; }

    /// <summary>The turn.</summary>
    public required string TurnId { get; init; }

    /// <summary>The model that is asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>The next piece of text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Delta { get; init; }

    /// <summary>The next piece of a tool call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToolCallDeltaView? ToolCall { get; init; }

    /// <summary>The whole turn, as the JSON answer has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TurnView? Turn { get; init; }

    /// <summary>What went wrong, as in the error envelope.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDetail? Error { get; init; }
}
