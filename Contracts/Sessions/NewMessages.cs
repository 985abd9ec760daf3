namespace Platform.Contracts.Sessions;

/// <summary>Messages to add to a session without asking a model.</summary>
/// <param name="Messages">They.</param>
[GenerateSerializer, Immutable, Alias("NewMessages")]
public sealed record NewMessages([property: Id(0)] ChatMessage[] Messages)
{
    /// <summary>
    /// The request that adds them: the same one again adds nothing and is answered with what is left of them. Null: it carries
    /// no idempotency key.
    /// </summary>
    [Id(1)]
    public string? RequestToken { get; init; }

    /// <summary>SHA-256 of the request body, to know a request again that is repeated without a key; null: it never is.</summary>
    [Id(2)]
    public byte[]? RequestHash { get; init; }

    /// <summary>
    /// Whether the client says that it has sent this request before. Without a key it is then taken for the one with the same
    /// <see cref="RequestHash"/> whose messages the session has just added.
    /// </summary>
    [Id(3)]
    public bool IsRetry { get; init; }
}
