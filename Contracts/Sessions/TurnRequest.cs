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

    /// <summary>SHA-256 of the request body, to tell a retry from another request under the same key.</summary>
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
}
