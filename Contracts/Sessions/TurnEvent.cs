namespace Platform.Contracts.Sessions;

/// <summary>One step of a running turn. Numbered, so that a viewer can come back and go on where it was.</summary>
/// <param name="Seq">
/// 1 for the turn's first event, up by one. A viewer that is behind gets adjacent pieces of text as one event that carries the
/// number of the last of them: nothing is left out, and "after this number" stays exact.
/// </param>
/// <param name="Kind">What it tells.</param>
/// <param name="TurnId">The turn.</param>
[GenerateSerializer, Immutable, Alias("TurnEvent")]
public sealed record TurnEvent(
    [property: Id(0)] long Seq,
    [property: Id(1)] TurnEventKind Kind,
    [property: Id(2)] string TurnId)
{
    /// <summary>For <see cref="TurnEventKind.TextDelta"/>: the text.</summary>
    [Id(3)]
    public string? Text { get; init; }

    /// <summary>For <see cref="TurnEventKind.ToolCallDelta"/>: the piece.</summary>
    [Id(4)]
    public ToolCallDelta? ToolCall { get; init; }

    /// <summary>For <see cref="TurnEventKind.Ended"/> and <see cref="TurnEventKind.Failed"/>: the outcome.</summary>
    [Id(5)]
    public TurnResult? Result { get; init; }

    /// <summary>For <see cref="TurnEventKind.Started"/>: the model that is asked.</summary>
    [Id(6)]
    public string? Model { get; init; }

    /// <summary>
    /// For <see cref="TurnEventKind.Started"/>: the <see cref="StoredMessage.Seq"/> that the answer will have; 0 when there is
    /// none to come.
    /// </summary>
    [Id(7)]
    public long AnswerSeq { get; init; }

    /// <summary>Whether no event of this turn follows.</summary>
    public bool IsTerminal => Kind is TurnEventKind.Ended or TurnEventKind.Failed;
}
