using Platform.Api.Json;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>A turn that came to its end.</summary>
internal sealed record TurnView
{
    /// <summary>The turn's id.</summary>
    public required string Id { get; init; }

    /// <summary>The session it belongs to.</summary>
    public required string SessionId { get; init; }

    /// <summary><c>completed</c>, <c>cancelled</c>, <c>failed</c> or <c>interrupted</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>Why the model stopped: <c>stop</c>, <c>length</c>, <c>tool_calls</c> or <c>content_filter</c>; null when it did not come to an end.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The assistant's message.</summary>
    public MessageView? Message { get; init; }

    /// <summary>The tokens used.</summary>
    public UsageView? Usage { get; init; }

    /// <summary>The view of an outcome.</summary>
    public static TurnView Of(string sessionId, TurnResult result) => new()
    {
        Id = result.TurnId,
        SessionId = sessionId,
        Status = WireName<TurnStatus>.Of(result.Status),
        Model = result.Model,
        FinishReason = result.FinishReason is { } reason ? WireName<FinishReason>.Of(reason) : null,
        Message = result.Message is null ? null : MessageView.Of(result.Message),
        Usage = result.Usage is null ? null : UsageView.Of(result.Usage, result.CostNanos),
    };
}
