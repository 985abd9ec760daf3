using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Tenants;

/// <summary>Tenants, for the operator.</summary>
internal static class TenantRoutes
{
    /// <summary>Maps <c>/admin/tenants</c>.</summary>
    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var tenants = routes.MapGroup("/admin/tenants").RequireAccess(Access.Admin).WithTags("Tenants");
        tenants.MapPost("", Create).WithSummary("Creates a tenant");
        tenants.MapGet("", List).WithSummary("Lists the tenants by id");
        tenants.MapGet("{id}", Get).WithSummary("A tenant");
        tenants.MapPatch("{id}", Update).WithSummary("Changes a tenant's settings");
        tenants.MapDelete("{id}", Delete).WithSummary("Erases a tenant with its keys, agents, users and sessions");
        tenants.MapPost("{id}/suspend", Suspend).WithSummary("Refuses every request with the tenant's keys, within a second");
        tenants.MapPost("{id}/resume", Resume).WithSummary("Serves a suspended tenant again");
        tenants.MapTenantKeys();
    }

    private static async Task<CreatedAnswer<TenantView>> Create(JsonBody<NewTenantBody> body, IClusterClient cluster)
    {
        var (id, settings) = TenantRules.Checked(body.Value);
        var tenant = await TenantRules.Reach(cluster, id).Create(settings);
        return new(TenantView.Of(tenant), $"/admin/tenants/{id}");
    }

    private static async Task<JsonAnswer<ListView<TenantView>>> List(PageQuery page, IClusterClient cluster)
    {
        var tenants = await cluster.GetGrain<ITenantDirectoryGrain>(GrainKey.Singleton).List(page.Request);
        return new(ListView<TenantView>.Of(tenants, TenantView.Of));
    }

    private static async Task<JsonAnswer<TenantView>> Get(string id, IClusterClient cluster)
    {
        var tenant = await TenantRules.Reach(cluster, id).Get() ?? throw RequestFailures.TenantNotFound(id);
        return new(TenantView.Of(tenant));
    }

    private static async Task<JsonAnswer<TenantView>> Update(string id, JsonBody<TenantChangesBody> body, IClusterClient cluster)
    {
        var tenant = TenantRules.Reach(cluster, id);
        return new(TenantView.Of(await tenant.Update(TenantRules.Checked(body.Value))));
    }

    private static async Task<NoContent> Delete(string id, IClusterClient cluster) =>
        await TenantRules.ReachOrdinary(cluster, id).Delete() ? TypedResults.NoContent() : throw RequestFailures.TenantNotFound(id);

    private static Task<JsonAnswer<TenantView>> Suspend(string id, IClusterClient cluster) => SetStatus(cluster, id, TenantStatus.Suspended);

    private static Task<JsonAnswer<TenantView>> Resume(string id, IClusterClient cluster) => SetStatus(cluster, id, TenantStatus.Active);

    private static async Task<JsonAnswer<TenantView>> SetStatus(IClusterClient cluster, string id, TenantStatus status) =>
        new(TenantView.Of(await TenantRules.ReachOrdinary(cluster, id).SetStatus(status)));
}
