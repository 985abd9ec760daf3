namespace Platform.Contracts.Sessions;

/// <summary>What a request to cancel did.</summary>
/// <param name="Cancelled">Whether a turn was running or queued and was stopped by this call.</param>
/// <param name="TurnId">That turn.</param>
[GenerateSerializer, Immutable, Alias("CancelOutcome")]
public sealed record CancelOutcome(
    [property: Id(0)] bool Cancelled,
    [property: Id(1)] string? TurnId);
