using Platform.Api.Json;
using Platform.Contracts.Audit;
using Platform.Contracts.Tenants;

namespace Platform.Api.Audit;

/// <summary>An API key that was used.</summary>
/// <param name="KeyId">Its id.</param>
/// <param name="TenantId">Its tenant.</param>
/// <param name="Role">What it may do: <c>admin</c>, <c>owner</c> or <c>agent</c>.</param>
internal sealed record AuditActorView(string KeyId, string TenantId, string Role)
{
    /// <summary>It as callers see it.</summary>
    public static AuditActorView Of(AuditActor actor) => new(actor.KeyId, actor.TenantId, WireName<KeyRole>.Of(actor.Role));
}
