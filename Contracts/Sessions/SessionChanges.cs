namespace Platform.Contracts.Sessions;

/// <summary>Changes to a session; null leaves a field as it is.</summary>
[GenerateSerializer, Immutable, Alias("SessionChanges")]
public sealed record SessionChanges
{
    /// <summary>Another agent.</summary>
    [Id(0)]
    public string? AgentId { get; init; }

    /// <summary>Another title.</summary>
    [Id(1)]
    public string? Title { get; init; }

    /// <summary>Labels, in place of all present ones.</summary>
    [Id(2)]
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Another policy.</summary>
    [Id(3)]
    public ConcurrencyPolicy? Concurrency { get; init; }

    /// <summary>Another expiry, in hours.</summary>
    [Id(4)]
    public int? TtlHours { get; init; }

    /// <summary>The request that makes them: the same one again changes nothing more. Null: every request is a new one.</summary>
    [Id(5)]
    public string? RequestToken { get; init; }
}
