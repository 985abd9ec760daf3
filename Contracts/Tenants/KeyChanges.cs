using Platform.Contracts.Budgets;
using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>Changes to an API key; null leaves a setting as it is.</summary>
[GenerateSerializer, Immutable, Alias("KeyChanges")]
public sealed record KeyChanges
{
    /// <summary>Another name.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Whether it is refused until this is taken back.</summary>
    [Id(1)]
    public bool? IsBlocked { get; init; }

    /// <summary>Other limits, in place of all it had.</summary>
    [Id(2)]
    public RateLimits? Limits { get; init; }

    /// <summary>Other budgets, in place of all it had.</summary>
    [Id(3)]
    public Budget[]? Budgets { get; init; }
}
