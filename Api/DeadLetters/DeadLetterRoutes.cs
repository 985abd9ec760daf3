using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Sessions;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.DeadLetters;

/// <summary>Turns that waited too long in a busy session.</summary>
internal static class DeadLetterRoutes
{
    /// <summary>Maps the routes of the tenant and of a session.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/v1").WithTags("Dead letters");
        letters.MapGet("dead-letters", List)
            .RequireAccess(Access.Owner)
            .WithSummary("Lists the turns of all sessions that were dropped because they waited too long, the latest first");
        letters.MapGet("sessions/{id}/dead-letters", ListOfSession)
            .RequireAccess(Access.Chat)
            .WithSummary("Lists the turns of a session that were dropped because they waited too long, the latest first");
        letters.MapDelete("sessions/{id}/dead-letters", Clear)
            .RequireAccess(Access.Owner)
            .WithSummary("Forgets the dropped turns of a session");
    }

    private static async Task<JsonAnswer<ListView<DeadLetterView>>> List(PageQuery page, Caller caller, IClusterClient cluster) => new(
        ListView<DeadLetterView>.Of(await cluster.GetGrain<ITenantGrain>(GrainKey.ForTenant(caller.TenantId)).ListDeadLetters(page.Request), DeadLetterView.Of));

    // As many as a session keeps fit on one page.
    private static async Task<JsonAnswer<ListView<DeadLetterView>>> ListOfSession(string id, Caller caller, IClusterClient cluster)
    {
        var session = await SessionReach.Own(cluster, caller, id);
        return new(new ListView<DeadLetterView>(Array.ConvertAll(await session.DeadLetters(null), DeadLetterView.Of), null));
    }

    private static async Task<NoContent> Clear(string id, Caller caller, IClusterClient cluster)
    {
        await SessionReach.Any(cluster, caller, id).ClearDeadLetters();
        return TypedResults.NoContent();
    }
}
