using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Contracts.Audit;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;

namespace Platform.Api.Audit;

/// <summary>Who changed what, when and from where.</summary>
internal static class AuditRoutes
{
    /// <summary>Maps <c>/admin/audit</c> and <c>/v1/audit</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/audit", List).RequireAccess(Access.Admin).WithTags("Audit")
            .WithSummary("Who changed what, when and from where, newest first")
            .WithMetadata(new QueryParameterMetadata("tenantId", "Only what is about this tenant."));
        routes.MapGet("/v1/audit", ListOwn).RequireAccess(Access.Owner).WithTags("Audit")
            .WithSummary("Who changed what of the tenant, when and from where, newest first");
    }

    private static async Task<JsonAnswer<AuditView>> List(AuditFilter filter, HttpRequest request, IClusterClient cluster)
    {
        var tenantId = request.Query["tenantId"];
        if (tenantId.Count > 1 || (tenantId.Count == 1 && !IdRules.IsTenant(tenantId[0])))
            throw new PlatformException(ErrorCode.InvalidValue, "'tenantId' must be one tenant id.", "tenantId");
        return new(AuditView.Of(tenantId.Count == 0
            ? await cluster.GetGrain<IAuditDirectoryGrain>(GrainKey.Singleton).List(filter.Query)
            : await cluster.GetGrain<IAuditGrain>(GrainKey.ForTenant(tenantId[0]!)).List(filter.Query)));
    }

    private static async Task<JsonAnswer<AuditView>> ListOwn(AuditFilter filter, Caller caller, IClusterClient cluster) => new(AuditView.Of(
        await cluster.GetGrain<IAuditGrain>(GrainKey.ForTenant(caller.TenantId)).List(filter.Query with { SinceCreation = true }), caller.TenantId));
}
