namespace Platform.Contracts.Sessions;

/// <summary>One turn of a session, wherever it stands.</summary>
[GenerateSerializer, Immutable, Alias("TurnRecord")]
public sealed record TurnRecord
{
    /// <summary>How it ended; for one that waits or runs, what there is of it: <see cref="TurnStatus.Queued"/> or <see cref="TurnStatus.InProgress"/>.</summary>
    [Id(0)]
    public required TurnResult Result { get; init; }

    /// <summary>What it adds to the conversation besides the answer. While it waits, their numbers are 0.</summary>
    [Id(1)]
    public required StoredMessage[] Input { get; init; }

    /// <summary>When it came, or was stored (UTC).</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What <see cref="TurnRequest.Note"/> said.</summary>
    [Id(3)]
    public string? Note { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => Result.Status is not (TurnStatus.Queued or TurnStatus.InProgress);
}
