namespace Platform.Api.Sessions;

/// <summary>Changes to a session; what is left out stays as it is.</summary>
internal sealed record SessionChangesBody
{
    /// <summary>Another agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Another title, up to 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Labels, in place of all present ones.</summary>
    public Dictionary<string, string?>? Metadata { get; init; }

    /// <summary>Another policy: <c>queue</c>, <c>reject</c> or <c>interrupt</c>.</summary>
    public string? Concurrency { get; init; }

    /// <summary>Another expiry in hours, 1 to 8,760.</summary>
    public int? TtlHours { get; init; }
}
