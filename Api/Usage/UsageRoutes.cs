using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Tenants;
using Platform.Contracts.Keys;
using Platform.Contracts.Usage;

namespace Platform.Api.Usage;

/// <summary>What tenants have used, as their ledgers tell.</summary>
internal static class UsageRoutes
{
    /// <summary>Maps <c>/v1/usage</c> and <c>/admin/tenants/{id}/usage</c>.</summary>
    public static void MapUsage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/usage", GetOwn).RequireAccess(Access.Owner).WithTags("Usage")
            .WithSummary("What the tenant has used, by day, user, agent, key or model");
        routes.MapGet("/admin/tenants/{id}/usage", Get).RequireAccess(Access.Admin).WithTags("Usage")
            .WithSummary("What a tenant has used, by day, user, agent, key or model");
    }

    private static Task<JsonAnswer<UsageReportView>> GetOwn(UsageFilter filter, Caller caller, IClusterClient cluster) =>
        Report(cluster, caller.TenantId, filter.Query);

    private static Task<JsonAnswer<UsageReportView>> Get(string id, UsageFilter filter, IClusterClient cluster)
    {
        TenantRules.Reach(cluster, id);
        return Report(cluster, id, filter.Query);
    }

    private static async Task<JsonAnswer<UsageReportView>> Report(IClusterClient cluster, string tenantId, UsageQuery query)
    {
        var report = await cluster.GetGrain<IUsageGrain>(GrainKey.ForTenant(tenantId)).Report(query);
        return new(new UsageReportView(
            query.From, query.To, UsageFiguresView.Of(report.Total), Array.ConvertAll(report.Rows.Data, UsageRowView.Of), report.Rows.NextCursor));
    }
}
