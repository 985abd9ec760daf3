using Platform.Contracts.Limits;
using Platform.Contracts.Tenants;

namespace Platform.Api.Authentication;

/// <summary>Who a request comes from. Handlers of routes that want a key take it as a parameter.</summary>
/// <param name="principal">What the key proves.</param>
internal sealed class Caller(KeyPrincipal principal)
{
    /// <summary>The tenant: the only source of the tenant in any grain key.</summary>
    public string TenantId => principal.TenantId;

    /// <summary>The key's id.</summary>
    public string KeyId => principal.KeyId;

    /// <summary>What the key's usage is counted under.</summary>
    public string KeyAccountId => principal.KeyAccountId;

    /// <summary>What the key may do.</summary>
    public KeyRole Role => principal.Role;

    /// <summary>The only user it may chat as; null: any.</summary>
    public string? UserId => principal.UserId;

    /// <summary>The only agent it may chat with; null: any.</summary>
    public string? AgentId => principal.AgentId;

    /// <summary>Whether it may only see the sessions of one user or agent.</summary>
    public bool IsBound => principal.UserId is not null || principal.AgentId is not null;

    /// <summary>Whether the tenant is out of service.</summary>
    public bool IsSuspended => principal.TenantStatus == TenantStatus.Suspended;

    /// <summary>Whether the operator has blocked the key.</summary>
    public bool IsBlocked => principal.IsBlocked;

    /// <summary>What the tenant as a whole may use; null: without limits.</summary>
    public RateLimits? TenantLimits => principal.TenantLimits;

    /// <summary>What the key may use beside that; null: without limits.</summary>
    public RateLimits? KeyLimits => principal.KeyLimits;

    /// <summary>Whether the key still works.</summary>
    public bool IsExpired(TimeProvider time) => principal.ExpiresAt is { } end && end <= time.GetUtcNow();

    /// <summary>The caller that <see cref="Requests.RequestEdge"/> admitted.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        new(context.Features.Get<Caller>()
            ?? throw new InvalidOperationException($"{context.GetEndpoint()} takes a caller but requires no access: map it under {nameof(RequiredAccessRegistration.RequireAccess)}."));
}
