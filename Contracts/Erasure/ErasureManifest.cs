namespace Platform.Contracts.Erasure;

/// <summary>What an erasure did. Names nobody: whoever knows the id that was erased can compare its hash.</summary>
[GenerateSerializer, Immutable, Alias("ErasureManifest")]
public sealed record ErasureManifest
{
    /// <summary>The erasure: <c>era_</c> and 26 characters. One that broke off and was repeated keeps it.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What was erased.</summary>
    [Id(1)]
    public required ErasureKind Kind { get; init; }

    /// <summary>The tenant.</summary>
    [Id(2)]
    public required string TenantId { get; init; }

    /// <summary>SHA-256 of the erased user's or tenant's id in UTF-8, as 64 lower-case hexadecimal digits.</summary>
    [Id(3)]
    public required string Subject { get; init; }

    /// <summary>When it began (UTC); from then on nothing new could come.</summary>
    [Id(4)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When nothing was left (UTC).</summary>
    [Id(5)]
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How much of what was erased, by the name of the data: <c>sessions</c>, <c>messages</c>, <c>keys</c> …</summary>
    [Id(6)]
    public required Dictionary<string, long> Erased { get; init; }
}
