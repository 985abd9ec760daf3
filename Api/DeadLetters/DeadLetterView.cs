using Platform.Api.Json;
using Platform.Contracts.DeadLetters;
using Platform.Contracts.Sessions;

namespace Platform.Api.DeadLetters;

/// <summary>A turn that was dropped without having run, because it waited longer than it may.</summary>
internal sealed record DeadLetterView
{
    /// <summary>The turn.</summary>
    public required string TurnId { get; init; }

    /// <summary>The session it was sent to.</summary>
    public required string SessionId { get; init; }

    /// <summary>The messages it would have added.</summary>
    public required DeadMessageView[] Messages { get; init; }

    /// <summary>Why it was dropped: <c>expired</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>When it came (UTC).</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>When it was dropped (UTC).</summary>
    public required DateTime DroppedAt { get; init; }

    /// <summary>How long it might have waited.</summary>
    public required double TtlSeconds { get; init; }

    /// <summary>The session's user.</summary>
    public string? UserId { get; init; }

    /// <summary>The agent that the request named.</summary>
    public string? AgentId { get; init; }

    /// <summary>The model that the request named.</summary>
    public string? Model { get; init; }

    /// <summary>The id of the API key that sent it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The request's id.</summary>
    public string? RequestId { get; init; }

    /// <summary>The request's idempotency key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The view of a letter.</summary>
    public static DeadLetterView Of(DeadLetter letter) => new()
    {
        TurnId = letter.TurnId,
        SessionId = letter.SessionId,
        Messages = Array.ConvertAll(letter.Input, static message => new DeadMessageView(WireName<ChatRole>.Of(message.Role), message.Content)),
        Reason = "expired",
        ReceivedAt = letter.ReceivedAt.UtcDateTime,
        DroppedAt = letter.DroppedAt.UtcDateTime,
        TtlSeconds = letter.Ttl.TotalSeconds,
        UserId = letter.UserId,
        AgentId = letter.AgentId,
        Model = letter.Model,
        KeyId = letter.KeyId,
        RequestId = letter.RequestId,
        IdempotencyKey = letter.IdempotencyKey,
    };
}
