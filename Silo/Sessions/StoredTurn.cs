using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>One entry of a session's log: a turn with everything that belongs to it, written as one.</summary>
internal sealed record StoredTurn
{
    /// <summary>The turn.</summary>
    public required string TurnId { get; init; }

    /// <summary>The number of its first message; the others follow without gaps.</summary>
    public required long FirstSeq { get; init; }

    /// <summary>When it was stored (UTC, milliseconds).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it ended: completed, cancelled or interrupted.</summary>
    public required TurnStatus Status { get; init; }

    /// <summary>What was said: the input, then the answer where there is one.</summary>
    public required ChatMessage[] Messages { get; init; }

    /// <summary>The model that answered or was asked.</summary>
    public required string Model { get; init; }

    /// <summary>Why the model stopped.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>The tokens used.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The request's idempotency key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The request's hash, or the beginning of it, to recognise the request when it is sent again.</summary>
    public byte[]? RequestHash { get; init; }

    /// <summary>The number of the oldest message that is shown since this turn; 0 when the log holds nothing older.</summary>
    public long ShownFrom { get; init; }

    /// <summary>Whether it is the turn of a request, as far as the hash tells that was kept of it.</summary>
    public bool IsOf(byte[]? hash) => hash is null || RequestHash is null || hash.AsSpan().StartsWith(RequestHash);

    /// <summary>The answer as its caller got it.</summary>
    public TurnResult ToResult(bool replayed) => new()
    {
        TurnId = TurnId,
        Status = Status,
        Message = Messages is [.., { Role: ChatRole.Assistant } answer]
            ? new StoredMessage(FirstSeq + Messages.Length - 1, TurnId, answer, Status, At)
            : null,
        FinishReason = FinishReason,
        Usage = Usage,
        Model = Model,
        Replayed = replayed,
    };
}
