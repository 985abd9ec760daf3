namespace Platform.Contracts.Limits;

/// <summary>How a limit stands.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Remaining">What is left of it.</param>
/// <param name="Reset">How long until all of it is there again if nobody uses more.</param>
public readonly record struct LeaseStanding(long Limit, long Remaining, TimeSpan Reset);
