namespace Platform.Contracts.Limits;

/// <summary>What a holder may use from now on.</summary>
[GenerateSerializer, Immutable, Alias("LeaseAnswer")]
public sealed record LeaseAnswer
{
    /// <summary>What it may use beside what it held: 0, or at least what it needed.</summary>
    [Id(0)]
    public required long Granted { get; init; }

    /// <summary>How long the lease is good, counted by the holder from before it asked.</summary>
    [Id(1)]
    public required TimeSpan ValidFor { get; init; }

    /// <summary>What nobody has leased or used yet.</summary>
    [Id(2)]
    public required long Remaining { get; init; }

    /// <summary>How long until everything is there again if nobody uses more.</summary>
    [Id(3)]
    public TimeSpan Reset { get; init; }

    /// <summary>How long until what was refused, or the next unit when nothing was, is there if nobody uses more.</summary>
    [Id(4)]
    public TimeSpan RetryAfter { get; init; }

    /// <summary>How many holders share the limit, this one included.</summary>
    [Id(5)]
    public int Holders { get; init; } = 1;

    /// <summary>Whether so little remains that a holder should give back at once what it does not use.</summary>
    [Id(6)]
    public bool IsTight { get; init; }
}
