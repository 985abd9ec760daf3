using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>One entry of a session's log: a turn with everything that belongs to it, written as one.</summary>
internal sealed record StoredTurn
{
    /// <summary>The bytes that are kept of the hash of a request without a key: enough to know it again among the last minute's.</summary>
    public const int KeptHash = 9;

    /// <summary>The turn.</summary>
    public required string TurnId { get; init; }

    /// <summary>The number of its first message; the others follow.</summary>
    public required long FirstSeq { get; init; }

    /// <summary>The numbers of its messages where some were taken out; null when they follow each other without gaps.</summary>
    public long[]? Numbers { get; init; }

    /// <summary>The number of its last message.</summary>
    public long LastSeq => SeqOf(Messages.Length - 1);

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

    /// <summary>What it cost, in billionths of a US dollar.</summary>
    public long CostNanos { get; init; }

    /// <summary>How long the model took, in milliseconds.</summary>
    public int LatencyMs { get; init; }

    /// <summary>The account of the API key that asked.</summary>
    public string? KeyId { get; init; }

    /// <summary>The agent that answered.</summary>
    public string? AgentId { get; init; }

    /// <summary>The request's idempotency key; of messages that were only added, the token of the request that added them.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The request's hash, or the beginning of it, to recognise the request when it is sent again.</summary>
    public byte[]? RequestHash { get; init; }

    /// <summary>What the endpoint that took the request wrote down about it.</summary>
    public string? Note { get; init; }

    /// <summary>The pieces in which the answer came, as <see cref="AnswerPieces"/> writes them; null when that was one piece, or nobody has to know.</summary>
    public byte[]? Pieces { get; init; }

    /// <summary>The number of the oldest message that is shown since this turn; 0 when the log holds nothing older.</summary>
    public long ShownFrom { get; init; }

    /// <summary>Whether it is the turn of a request, as far as the hash tells that was kept of it.</summary>
    public bool IsOf(byte[]? hash) => hash is null || RequestHash is null || hash.AsSpan().StartsWith(RequestHash);

    /// <summary>Whether its messages were added without asking a model.</summary>
    public bool WasAdded => Model.Length == 0;

    /// <summary>Whether it belongs into the ledger: a model was asked and came to an end, if not its own.</summary>
    public bool IsCharged => Usage is not null && !WasAdded && Status is TurnStatus.Completed or TurnStatus.Cancelled;

    /// <summary>What it took.</summary>
    private TurnFigures? Figures => Usage is { } usage && IsCharged ? new TurnFigures(Model, usage, CostNanos, LatencyMs) : null;

    /// <summary>The messages of the turn that answer the others; none for one that was only added, or stopped before it said anything.</summary>
    private bool HasAnswer => !WasAdded && Messages is [.., { Role: ChatRole.Assistant }];

    /// <summary>The number of a message, by its place in the turn.</summary>
    public long SeqOf(int place) => Numbers?[place] ?? FirstSeq + place;

    /// <summary>Its messages as callers see them.</summary>
    public IEnumerable<StoredMessage> ToMessages() =>
        Messages.Select((message, place) => new StoredMessage(
            SeqOf(place), TurnId, message, Status, At, HasAnswer && place == Messages.Length - 1 ? Figures : null));

    /// <summary>The place of the message with a number; -1 when there is none.</summary>
    public int PlaceOf(long seq)
    {
        for (var place = 0; place < Messages.Length; place++)
        {
            if (SeqOf(place) == seq)
                return place;
        }

        return -1;
    }

    /// <summary>The turn with another message in place of one.</summary>
    /// <param name="place">The place of the message.</param>
    /// <param name="message">The other one; null: none.</param>
    /// <returns>The turn; null when it has no other message.</returns>
    public StoredTurn? With(int place, ChatMessage? message)
    {
        // The pieces tell the answer as it was.
        var turn = place == Messages.Length - 1 ? this with { Pieces = null } : this;
        return message is null ? turn.Without(place) : turn with { Messages = [.. Messages[..place], message, .. Messages[(place + 1)..]] };
    }

    private StoredTurn? Without(int place)
    {
        if (Messages.Length == 1)
            return null;
        long[] numbers = [.. Enumerable.Range(0, Messages.Length).Where(other => other != place).Select(SeqOf)];
        return this with
        {
            FirstSeq = numbers[0],
            Numbers = numbers[^1] - numbers[0] == numbers.Length - 1 ? null : numbers,
            Messages = [.. Messages[..place], .. Messages[(place + 1)..]],
        };
    }

    /// <summary>The turn as it is looked up.</summary>
    public TurnRecord ToRecord() => new()
    {
        Result = ToResult(replayed: false),
        Input = [.. ToMessages().Take(HasAnswer ? Messages.Length - 1 : Messages.Length)],
        At = At,
        Note = Note,
    };

    /// <summary>The answer as its caller got it.</summary>
    public TurnResult ToResult(bool replayed) => new()
    {
        TurnId = TurnId,
        Status = Status,
        Message = HasAnswer ? new StoredMessage(LastSeq, TurnId, Messages[^1], Status, At, Figures) : null,
        FinishReason = FinishReason,
        Usage = Usage,
        Model = Model,
        CostNanos = CostNanos,
        Replayed = replayed,
    };
}
