using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Sessions;
using Platform.Api.Tenants;
using Platform.Api.Users;
using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Users;

namespace Platform.Api.Erasure;

/// <summary>Erasure with its proof, and export. The erasure of a tenant is the tenants' own route.</summary>
internal static class ErasureRoutes
{
    private const string Tag = "Erasure and export";

    /// <summary>Maps them.</summary>
    public static void MapErasure(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/v1/users").RequireAccess(Access.Owner).WithTags(Tag);
        users.MapDelete("{userId}", EraseUser)
            .WithSummary("Cancels what runs and erases everything of a user; answers a signed manifest")
            .WithErasure();
        users.MapGet("{userId}/export", ExportUser).WithSummary("Everything of a user, one JSON object per line").WithExport();
        routes.MapGet("/v1/sessions/{id}/export", ExportSession)
            .RequireAccess(Access.Chat).WithTags(Tag).WithSummary("A session with its messages, one JSON object per line").WithExport();
        routes.MapGet("/admin/tenants/{id}/export", ExportTenant)
            .RequireAccess(Access.Admin).WithTags(Tag).WithSummary("A tenant with everything in it but secrets, one JSON object per line").WithExport();
        routes.MapGet("/v1/erasure-keys", Keys)
            .WithTags(Tag).WithSummary("The public keys by which anybody can verify the manifests of erasures, as a JSON Web Key Set");
    }

    /// <summary>Documents the answers of a route that erases.</summary>
    public static void WithErasure(this RouteHandlerBuilder route) => route
        .Produces<ErasureView>(StatusCodes.Status200OK, "application/json")
        .WithMetadata(new QueryParameterMetadata(
            ExportStream.Parameter, "With true everything is exported first, one JSON object per line; the last line holds the manifest. Default false."));

    private static void WithExport(this RouteHandlerBuilder route) => route.Produces<string>(StatusCodes.Status200OK, ExportStream.ContentType);

    private static async Task<IResult> EraseUser(HttpContext context, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        var userId = UserPath.Id(context);
        var user = cluster.GetGrain<IUserGrain>(GrainKey.ForUser(caller.TenantId, userId));
        if (!ExportStream.IsWanted(context.Request))
            return new JsonAnswer<ErasureView>(ErasureView.Of(await user.Erase()));
        return await Stream(context, ErasureKind.User, caller.TenantId, Export(cluster, caller.TenantId).User(userId), time, user.Erase);
    }

    private static Task<IResult> ExportUser(HttpContext context, Caller caller, IClusterClient cluster, TimeProvider time) =>
        Stream(context, ErasureKind.User, caller.TenantId, Export(cluster, caller.TenantId).User(UserPath.Id(context)), time);

    private static async Task<IResult> ExportSession(string id, HttpContext context, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        await SessionReach.Own(cluster, caller, id);
        await new ExportStream(context, "session", caller.TenantId, time).Run(Export(cluster, caller.TenantId).Session(id));
        return Results.Empty;
    }

    private static Task<IResult> ExportTenant(string id, HttpContext context, IClusterClient cluster, TimeProvider time)
    {
        TenantRules.Reach(cluster, id);
        return Stream(context, ErasureKind.Tenant, id, Export(cluster, id).Tenant(), time);
    }

    /// <summary>Exports a tenant or a user, and erases it when that is wanted.</summary>
    public static async Task<IResult> Stream(
        HttpContext context, ErasureKind kind, string tenantId, IAsyncEnumerable<ExportRecord> records, TimeProvider time, Func<Task<SignedManifest>>? erase = null)
    {
        await new ExportStream(context, WireName<ErasureKind>.Of(kind), tenantId, time).Run(records, erase);
        return Results.Empty;
    }

    /// <summary>What reads out a tenant's data.</summary>
    public static IExportGrain Export(IClusterClient cluster, string tenantId) => cluster.GetGrain<IExportGrain>(GrainKey.ForTenant(tenantId));

    private static async Task<JsonAnswer<ErasureKeySetView>> Keys(PublicErasureKeys keys) =>
        new(new ErasureKeySetView(Array.ConvertAll(await keys.List(), ErasureKeyView.Of)));
}
