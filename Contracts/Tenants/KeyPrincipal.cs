namespace Platform.Contracts.Tenants;

/// <summary>Who a request comes from, as its API key proves.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Role">What it may do.</param>
/// <param name="UserId">The only user it may chat as; null: any.</param>
/// <param name="AgentId">The only agent it may chat with; null: any.</param>
/// <param name="TenantStatus">Whether the tenant is served.</param>
/// <param name="ExpiresAt">When the key stops working (UTC); null: never.</param>
[GenerateSerializer, Immutable, Alias("KeyPrincipal")]
public sealed record KeyPrincipal(
    [property: Id(0)] string TenantId,
    [property: Id(1)] string KeyId,
    [property: Id(2)] KeyRole Role,
    [property: Id(3)] string? UserId,
    [property: Id(4)] string? AgentId,
    [property: Id(5)] TenantStatus TenantStatus,
    [property: Id(6)] DateTimeOffset? ExpiresAt);
