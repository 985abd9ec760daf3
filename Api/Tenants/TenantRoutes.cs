using Platform.Api.Authentication;
using Platform.Api.Erasure;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Contracts.Erasure;
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
        tenants.MapDelete("{id}", Delete).WithSummary("Erases a tenant with its keys, agents, users and sessions; answers a signed manifest").WithErasure();
        tenants.MapPost("{id}/suspend", Suspend).WithSummary("Refuses every request with the tenant's keys, within a second");
        tenants.MapPost("{id}/resume", Resume).WithSummary("Serves a suspended tenant again");
        tenants.MapTenantKeys();
    }

    private static Task<OnceAnswer<CreatedAnswer<TenantView>>> Create(JsonBody<NewTenantBody> body, ChangingRequest request, IClusterClient cluster)
    {
        var (id, wanted) = TenantRules.Checked(body.Value);
        return request.Once(body.Hash, about: id, change: async ticket =>
        {
            var tenant = await TenantRules.Reach(cluster, id).Create(wanted with { RequestToken = ticket.Token });
            return new CreatedAnswer<TenantView>(TenantView.Of(tenant), $"/admin/tenants/{id}");
        });
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

    private static async Task<IResult> Delete(string id, HttpContext context, IClusterClient cluster, TimeProvider time)
    {
        var tenant = TenantRules.ReachOrdinary(cluster, id);
        return ExportStream.IsWanted(context.Request)
            ? await ErasureRoutes.Stream(context, ErasureKind.Tenant, id, ErasureRoutes.Export(cluster, id).Tenant(), time, Erase)
            : new JsonAnswer<ErasureView>(ErasureView.Of(await Erase()));

        async Task<SignedManifest> Erase() => await tenant.Delete() ?? throw RequestFailures.TenantNotFound(id);
    }

    private static Task<OnceAnswer<JsonAnswer<TenantView>>> Suspend(string id, ChangingRequest request, IClusterClient cluster) =>
        SetStatus(id, TenantStatus.Suspended, request, cluster);

    private static Task<OnceAnswer<JsonAnswer<TenantView>>> Resume(string id, ChangingRequest request, IClusterClient cluster) =>
        SetStatus(id, TenantStatus.Active, request, cluster);

    private static Task<OnceAnswer<JsonAnswer<TenantView>>> SetStatus(string id, TenantStatus status, ChangingRequest request, IClusterClient cluster)
    {
        var tenant = TenantRules.ReachOrdinary(cluster, id);
        return request.Once(null, about: id, change: async ticket => new JsonAnswer<TenantView>(TenantView.Of(await tenant.SetStatus(status, ticket.Token))));
    }
}
