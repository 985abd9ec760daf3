namespace Platform.LoadTests.Rolling;

/// <summary>A request that was not answered as it should be.</summary>
/// <param name="At">When its failure was seen, from the start of the load.</param>
/// <param name="Session">Where.</param>
/// <param name="Content">The message.</param>
/// <param name="Reason">What came instead of the answer.</param>
internal sealed record TurnFailure(TimeSpan At, string Session, string Content, string Reason);
