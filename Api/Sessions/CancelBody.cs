namespace Platform.Api.Sessions;

/// <summary>What to cancel.</summary>
internal sealed record CancelBody
{
    /// <summary>The turn, also a queued one; default: the one that runs.</summary>
    public string? TurnId { get; init; }
}
