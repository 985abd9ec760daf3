namespace Platform.Api.Sessions;

/// <summary>What a request to cancel did.</summary>
/// <param name="Cancelled">Whether a turn was stopped by this request, or by the same one when it was sent before.</param>
/// <param name="TurnId">That turn.</param>
internal sealed record CancelView(bool Cancelled, string? TurnId);
