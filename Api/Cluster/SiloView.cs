namespace Platform.Api.Cluster;

/// <summary>One silo.</summary>
internal sealed record SiloView
{
    /// <summary>Its address: <c>host:port</c> and, behind <c>@</c>, the generation that tells restarts apart.</summary>
    public required string Address { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its machine.</summary>
    public required string HostName { get; init; }

    /// <summary><c>joining</c>, <c>active</c>, <c>shutting_down</c>, <c>stopping</c>, <c>dead</c> …</summary>
    public required string Status { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>Activations of the platform's grains by type; the engine's own are counted in <see cref="TotalActivations"/>.</summary>
    public required SortedDictionary<string, int> Activations { get; init; }

    /// <summary>All activations.</summary>
    public required int TotalActivations { get; init; }
}
