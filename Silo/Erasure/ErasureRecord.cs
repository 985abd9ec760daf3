namespace Platform.Silo.Erasure;

/// <summary>An erasure that is under way, as it is stored: one that breaks off goes on from here.</summary>
internal sealed record ErasureRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How much is gone so far, by name.</summary>
    public Dictionary<string, long> Erased { get; init; } = [];
}
