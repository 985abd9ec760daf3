namespace Platform.Contracts.Limits;

/// <summary>What a holder has done with its lease, and what it wants next.</summary>
[GenerateSerializer, Immutable, Alias("LeaseRequest")]
public sealed record LeaseRequest
{
    /// <summary>The process that holds the lease; another one after a restart.</summary>
    [Id(0)]
    public required string Holder { get; init; }

    /// <summary>Higher with each request of the holder, so that one that comes late changes nothing.</summary>
    [Id(1)]
    public required long Number { get; init; }

    /// <summary>What the API key's usage is counted under; null: the tenant as a whole.</summary>
    [Id(2)]
    public string? AccountId { get; init; }

    /// <summary>What is counted.</summary>
    [Id(3)]
    public required LimitMeasure Measure { get; init; }

    /// <summary>The limit as the holder knows it, 1 to <see cref="RateLimits.Most"/>.</summary>
    [Id(4)]
    public required long Limit { get; init; }

    /// <summary>What the holder has used since its last request.</summary>
    [Id(5)]
    public long Used { get; init; }

    /// <summary>What the holder has and keeps; whatever else it was leased is given back. Of turns: how many run or wait.</summary>
    [Id(6)]
    public long Held { get; init; }

    /// <summary>The least that is of use beside what is held; 0: it only looks, or gives back.</summary>
    [Id(7)]
    public long Needed { get; init; }

    /// <summary>What it would use until the lease ends, at least <see cref="Needed"/>.</summary>
    [Id(8)]
    public long Wanted { get; init; }

    /// <summary>Parts of what it has used before that were not needed after all.</summary>
    [Id(9)]
    public LeaseRefund[]? Refunds { get; init; }
}
