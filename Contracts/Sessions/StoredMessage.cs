namespace Platform.Contracts.Sessions;

/// <summary>A message of a session's history.</summary>
/// <param name="Seq">Its place in the session: 1 for the first message, then rising, never reused.</param>
/// <param name="TurnId">The turn it belongs to.</param>
/// <param name="Message">What was said.</param>
/// <param name="Status">How its turn ended.</param>
/// <param name="CreatedAt">When it was stored (UTC).</param>
/// <param name="Figures">With an answer: what its turn took.</param>
[GenerateSerializer, Immutable, Alias("StoredMessage")]
public sealed record StoredMessage(
    [property: Id(0)] long Seq,
    [property: Id(1)] string TurnId,
    [property: Id(2)] ChatMessage Message,
    [property: Id(3)] TurnStatus Status,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] TurnFigures? Figures = null)
{
    /// <summary>The message's id, unique within the tenant: <c>msg_</c>, the turn's own part, and the place in the session.</summary>
    public string Id => $"msg_{TurnId.AsSpan(TurnId.IndexOf('_') + 1)}_{Seq}";
}
