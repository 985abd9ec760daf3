using Platform.Contracts.Sessions;

namespace Platform.Contracts.DeadLetters;

/// <summary>A turn that waited longer than it may and was dropped without having run, as its caller sent it.</summary>
[GenerateSerializer, Immutable, Alias("DeadLetter")]
public sealed record DeadLetter
{
    /// <summary>The turn.</summary>
    [Id(0)]
    public required string TurnId { get; init; }

    /// <summary>The session it was sent to.</summary>
    [Id(1)]
    public required string SessionId { get; init; }

    /// <summary>What it would have added to the conversation.</summary>
    [Id(2)]
    public required ChatMessage[] Input { get; init; }

    /// <summary>When it came (UTC).</summary>
    [Id(3)]
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was dropped (UTC).</summary>
    [Id(4)]
    public required DateTimeOffset DroppedAt { get; init; }

    /// <summary>How long it might have waited.</summary>
    [Id(5)]
    public required TimeSpan Ttl { get; init; }

    /// <summary>The session's user.</summary>
    [Id(6)]
    public string? UserId { get; init; }

    /// <summary>The agent that the request named in place of the session's.</summary>
    [Id(7)]
    public string? AgentId { get; init; }

    /// <summary>The model that the request named.</summary>
    [Id(8)]
    public string? Model { get; init; }

    /// <summary>The API key that asked.</summary>
    [Id(9)]
    public string? KeyId { get; init; }

    /// <summary>The HTTP request's id.</summary>
    [Id(10)]
    public string? RequestId { get; init; }

    /// <summary>The request's idempotency key: under it the turn can be sent again.</summary>
    [Id(11)]
    public string? IdempotencyKey { get; init; }
}
