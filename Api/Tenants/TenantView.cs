using Platform.Api.Json;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>A tenant as its operator sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>active</c> or <c>suspended</c>.</param>
/// <param name="Name">A name for people.</param>
/// <param name="MaxMessages">Messages kept per session.</param>
/// <param name="TtlHours">Hours without a turn after which a session expires.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
internal sealed record TenantView(string Id, string Status, string? Name, int MaxMessages, int TtlHours, DateTime CreatedAt)
{
    /// <summary>The view of a tenant.</summary>
    public static TenantView Of(TenantInfo tenant) => new(
        tenant.Id,
        WireName<TenantStatus>.Of(tenant.Status),
        tenant.Settings.Name,
        tenant.Settings.MaxMessages,
        tenant.Settings.TtlHours,
        tenant.CreatedAt.UtcDateTime);
}
