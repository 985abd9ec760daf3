using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;
using Platform.Contracts.Users;

namespace Platform.Api.Sessions;

/// <summary>Sessions.</summary>
internal static class SessionRoutes
{
    /// <summary>Maps <c>/v1/sessions</c>.</summary>
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/v1/sessions").RequireAccess(Access.Chat).WithTags("Sessions");
        sessions.MapPost("", Create).WithSummary("Creates a session");
        sessions.MapGet("", List)
            .WithSummary("Lists the sessions of the tenant or of one user, the most recently created first")
            .WithMetadata(new QueryParameterMetadata("userId", "Only the sessions of this user."));
        sessions.MapGet("{id}", Get).WithSummary("A session");
        sessions.MapPatch("{id}", Update).RequireAccess(Access.Owner).WithSummary("Changes a session's settings");
        sessions.MapDelete("{id}", Delete).RequireAccess(Access.Owner).WithSummary("Cancels what runs and erases the session");
        sessions.MapTurns();
    }

    private static Task<OnceAnswer<CreatedAnswer<SessionView>>> Create(
        OptionalJsonBody<NewSessionBody> body, ChangingRequest request, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        var (proposedId, settings) = SessionRules.Checked(body.Value, caller, time);
        return request.Concerning(settings.UserId).Once(body.Hash, proposal: proposedId, change: async ticket =>
        {
            var id = ticket.Proposal!;
            var session = await SessionReach.Any(cluster, caller, id).Create(settings with { RequestToken = ticket.Token });
            return new CreatedAnswer<SessionView>(SessionView.Of(session), $"/v1/sessions/{id}");
        });
    }

    private static async Task<JsonAnswer<ListView<SessionView>>> List(PageQuery page, HttpRequest request, Caller caller, IClusterClient cluster)
    {
        var userId = UserOf(request, caller);
        var sessions = userId is null
            ? await cluster.GetGrain<ITenantGrain>(GrainKey.ForTenant(caller.TenantId)).ListSessions(page.Request)
            : await cluster.GetGrain<IUserGrain>(GrainKey.ForUser(caller.TenantId, userId)).ListSessions(page.Request);
        if (caller.AgentId is not null)
            sessions = sessions with { Data = Array.FindAll(sessions.Data, session => SessionReach.IsVisible(session, caller)) };
        return new(ListView<SessionView>.Of(sessions, SessionView.Of));
    }

    private static async Task<JsonAnswer<SessionView>> Get(string id, Caller caller, IClusterClient cluster) =>
        await SessionReach.Any(cluster, caller, id).Get() is { } session && SessionReach.IsVisible(session, caller)
            ? new(SessionView.Of(session))
            : throw RequestFailures.SessionNotFound(id);

    private static async Task<JsonAnswer<SessionView>> Update(string id, JsonBody<SessionChangesBody> body, Caller caller, IClusterClient cluster)
    {
        var session = SessionReach.Any(cluster, caller, id);
        return new(SessionView.Of(await session.Update(SessionRules.Checked(body.Value))));
    }

    private static async Task<NoContent> Delete(string id, Caller caller, IClusterClient cluster) =>
        await SessionReach.Any(cluster, caller, id).Delete() ? TypedResults.NoContent() : throw RequestFailures.SessionNotFound(id);

    private static string? UserOf(HttpRequest request, Caller caller)
    {
        if (QueryText.UserId(request.Query) is not { } asked)
            return caller.UserId;
        return caller.UserId is null || caller.UserId == asked ? asked : throw RequestFailures.UserNotFound(asked);
    }
}
