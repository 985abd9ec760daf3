namespace Platform.Contracts.Tenants;

/// <summary>Changes to a tenant; null leaves a setting as it is.</summary>
[GenerateSerializer, Immutable, Alias("TenantChanges")]
public sealed record TenantChanges
{
    /// <summary>Another name.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Another bound for messages per session.</summary>
    [Id(1)]
    public int? MaxMessages { get; init; }

    /// <summary>Another expiry, in hours.</summary>
    [Id(2)]
    public int? TtlHours { get; init; }
}
