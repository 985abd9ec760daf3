namespace Platform.Contracts.Tenants;

/// <summary>A tenant as its operator sees it.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="Status">Whether it is served.</param>
/// <param name="Settings">What the operator set.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
[GenerateSerializer, Immutable, Alias("TenantInfo")]
public sealed record TenantInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] TenantStatus Status,
    [property: Id(2)] TenantSettings Settings,
    [property: Id(3)] DateTimeOffset CreatedAt);
