using Platform.Contracts.Errors;

namespace Platform.Contracts.Sessions;

/// <summary>How a turn ended.</summary>
[GenerateSerializer, Immutable, Alias("TurnResult")]
public sealed record TurnResult
{
    /// <summary>The turn's id: <c>turn_</c> and 26 characters that sort by time.</summary>
    [Id(0)]
    public required string TurnId { get; init; }

    /// <summary>How it ended.</summary>
    [Id(1)]
    public required TurnStatus Status { get; init; }

    /// <summary>The assistant's message; for a failed turn what was produced before the failure, else null.</summary>
    [Id(2)]
    public StoredMessage? Message { get; init; }

    /// <summary>Why the model stopped; null when it did not come to an end.</summary>
    [Id(3)]
    public FinishReason? FinishReason { get; init; }

    /// <summary>The tokens used.</summary>
    [Id(4)]
    public TokenUsage? Usage { get; init; }

    /// <summary>The model that answered, as the catalogue names it.</summary>
    [Id(5)]
    public required string Model { get; init; }

    /// <summary>What went wrong; null unless <see cref="TurnStatus.Failed"/> or <see cref="TurnStatus.Interrupted"/>.</summary>
    [Id(6)]
    public Failure? Error { get; init; }

    /// <summary>Whether this is the stored answer of an earlier request with the same idempotency key.</summary>
    [Id(7)]
    public bool Replayed { get; init; }

    /// <summary>What it cost, in billionths of a US dollar.</summary>
    [Id(8)]
    public long CostNanos { get; init; }

    /// <summary>How late the silo was when it answered, in milliseconds: how long what it is sent waits there to be begun. 0: not at all.</summary>
    [Id(9)]
    public int LateMs { get; init; }

    /// <summary>
    /// How long the silo had the request when it answered, in milliseconds, rounded up: the rest of the time that a caller
    /// waited was spent on the way. Null in what was not asked for by this call.
    /// </summary>
    [Id(10)]
    public int? HeldMs { get; init; }
}
