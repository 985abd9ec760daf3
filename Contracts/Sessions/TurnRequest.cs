namespace Platform.Contracts.Sessions;

/// <summary>One turn as a caller asks for it.</summary>
[GenerateSerializer, Immutable, Alias("TurnRequest")]
public sealed record TurnRequest
{
    /// <summary>What is added to the conversation: usually one user message; tool results; or, with <see cref="Store"/> off, all of it.</summary>
    [Id(0)]
    public required ChatMessage[] Input { get; init; }

    /// <summary>The model in place of the agent's chain, as the catalogue names it.</summary>
    [Id(1)]
    public string? Model { get; init; }

    /// <summary>The agent in place of the session's.</summary>
    [Id(2)]
    public string? AgentId { get; init; }

    /// <summary>How to generate, in place of the agent's settings.</summary>
    [Id(3)]
    public GenerationOptions? Options { get; init; }

    /// <summary>What to do when the session is busy, in place of the session's policy.</summary>
    [Id(4)]
    public ConcurrencyPolicy? Concurrency { get; init; }

    /// <summary>What to do when the caller goes away.</summary>
    [Id(5)]
    public DisconnectPolicy OnDisconnect { get; init; }

    /// <summary>Whether the turn becomes part of the session. Off for a stateless call, which leaves no trace in the store.</summary>
    [Id(6)]
    public bool Store { get; init; } = true;

    /// <summary>The caller's key for exactly-once execution, 1 to 255 characters.</summary>
    [Id(7)]
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// SHA-256 of the request body, to tell a retry from another request under the same key, and to know a request again that
    /// is repeated without a key.
    /// </summary>
    [Id(8)]
    public byte[]? RequestHash { get; init; }

    /// <summary>Creates the session with these settings when it does not exist; null: an unknown session is an error.</summary>
    [Id(9)]
    public NewSession? CreateWith { get; init; }

    /// <summary>The API key that asked, for the ledger.</summary>
    [Id(10)]
    public string? KeyId { get; init; }

    /// <summary>The HTTP request's id, for logs.</summary>
    [Id(11)]
    public string? RequestId { get; init; }

    /// <summary>A user-bound key's user: a session of another user is not found.</summary>
    [Id(12)]
    public string? OnlyUserId { get; init; }

    /// <summary>
    /// Whether the client says that it has sent this request before. Without an idempotency key it is then taken for the same
    /// request as one with the same <see cref="RequestHash"/> that the session has just answered or still answers.
    /// </summary>
    [Id(13)]
    public bool IsRetry { get; init; }

    /// <summary>How long the turn may wait for its place before it is dropped to the dead letters; null: the silo's setting.</summary>
    [Id(14)]
    public TimeSpan? QueueTtl { get; init; }

    /// <summary>What the endpoint wants to know of the turn later, in a form of its own; stored with the turn.</summary>
    [Id(15)]
    public string? Note { get; init; }

    /// <summary>
    /// The turn that this one follows: refused with <see cref="Errors.ErrorCode.NotTheLastTurn"/> when the session has gone on
    /// since, so that the caller can go on in a copy. Null: it follows whatever is there.
    /// </summary>
    [Id(16)]
    public string? Follows { get; init; }

    /// <summary>The instructions for this turn, in place of the agent's; they do not become part of the conversation.</summary>
    [Id(17)]
    public string? Instructions { get; init; }

    /// <summary>
    /// Whether the numbers of the turn's events must never change: viewers that are behind get each piece by itself, and the
    /// pieces are stored with the turn, so that it is told alike years later and on any silo.
    /// </summary>
    [Id(18)]
    public bool KeepsPieces { get; init; }

    /// <summary>The end user of a turn that is not stored, for whom it is counted; a stored one counts for its session's user.</summary>
    [Id(19)]
    public string? UserId { get; init; }
}
