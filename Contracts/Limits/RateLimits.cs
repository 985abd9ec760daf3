namespace Platform.Contracts.Limits;

/// <summary>What a tenant, or one of its API keys, may use at most; null leaves a measure without a limit. A key's limits hold beside its tenant's.</summary>
[GenerateSerializer, Immutable, Alias("RateLimits")]
public sealed record RateLimits
{
    /// <summary>The most that any limit may be set to: a billion.</summary>
    public const long Most = 1_000_000_000;

    /// <summary>Requests within any 60 seconds, 1 to 1,000,000,000.</summary>
    [Id(0)]
    public long? RequestsPerMinute { get; init; }

    /// <summary>Tokens, read and written, within any 60 seconds, 1 to 1,000,000,000.</summary>
    [Id(1)]
    public long? TokensPerMinute { get; init; }

    /// <summary>Turns that run or wait at the same time, 1 to 1,000,000,000.</summary>
    [Id(2)]
    public long? ConcurrentTurns { get; init; }

    /// <summary>Whether it limits nothing.</summary>
    public bool IsEmpty => RequestsPerMinute is null && TokensPerMinute is null && ConcurrentTurns is null;
}
