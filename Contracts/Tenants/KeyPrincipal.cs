using Platform.Contracts.Limits;

namespace Platform.Contracts.Tenants;

/// <summary>Who a request comes from, as its API key proves.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Role">What it may do.</param>
/// <param name="UserId">The only user it may chat as; null: any.</param>
/// <param name="AgentId">The only agent it may chat with; null: any.</param>
/// <param name="TenantStatus">Whether the tenant is served.</param>
/// <param name="ExpiresAt">When the key stops working (UTC); null: never.</param>
/// <param name="IsBlocked">Whether the operator has blocked the key.</param>
/// <param name="TenantLimits">What the tenant may use; null: without limits.</param>
/// <param name="KeyLimits">What the key may use beside that; null: without limits.</param>
/// <param name="FirstKeyId">The first of the keys that it has replaced by rotation; null: it is the first itself.</param>
[GenerateSerializer, Immutable, Alias("KeyPrincipal")]
public sealed record KeyPrincipal(
    [property: Id(0)] string TenantId,
    [property: Id(1)] string KeyId,
    [property: Id(2)] KeyRole Role,
    [property: Id(3)] string? UserId,
    [property: Id(4)] string? AgentId,
    [property: Id(5)] TenantStatus TenantStatus,
    [property: Id(6)] DateTimeOffset? ExpiresAt,
    [property: Id(7)] bool IsBlocked = false,
    [property: Id(8)] RateLimits? TenantLimits = null,
    [property: Id(9)] RateLimits? KeyLimits = null,
    [property: Id(10)] string? FirstKeyId = null)
{
    /// <summary>What the key's usage is counted under: its own id, or the first key's that it has replaced by rotation.</summary>
    public string KeyAccountId => FirstKeyId ?? KeyId;
}
