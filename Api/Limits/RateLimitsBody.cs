namespace Platform.Api.Limits;

/// <summary>What a tenant or key may use, as it is sent and shown; what is left out has no limit.</summary>
internal sealed record RateLimitsBody
{
    /// <summary>Requests within any 60 seconds, 1 to 1,000,000,000.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Tokens, read and written, within any 60 seconds, 1 to 1,000,000,000.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Turns that run or wait at the same time, 1 to 1,000,000,000.</summary>
    public long? ConcurrentTurns { get; init; }
}
