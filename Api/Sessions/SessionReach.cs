using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>Finds sessions for a caller. The tenant comes from the API key alone, and what is not the caller's is not found.</summary>
internal static class SessionReach
{
    /// <summary>The grain of the session that a path names, whoever's of the tenant it is.</summary>
    public static ISessionGrain Any(IClusterClient cluster, Caller caller, string id) => IdRules.IsName(id)
        ? cluster.GetGrain<ISessionGrain>(GrainKey.ForSession(caller.TenantId, id))
        : throw RequestFailures.SessionNotFound(id);

    /// <summary>The same, after checking that a key that is bound to a user or an agent may see the session.</summary>
    /// <exception cref="PlatformException">It is unknown, or not the caller's.</exception>
    public static ValueTask<ISessionGrain> Own(IClusterClient cluster, Caller caller, string id)
    {
        var session = Any(cluster, caller, id);
        return caller.IsBound ? Checked(session, caller, id) : new(session);
    }

    /// <summary>Tells a session in which nothing happens from one that does not exist.</summary>
    /// <exception cref="PlatformException">It does not exist.</exception>
    public static async Task RequireKnown(ISessionGrain session, string id)
    {
        if (await session.Get() is null)
            throw RequestFailures.SessionNotFound(id);
    }

    /// <summary>Whether the caller may see a session of its tenant.</summary>
    public static bool IsVisible(SessionInfo session, Caller caller) =>
        (caller.UserId is null || caller.UserId == session.UserId) && (caller.AgentId is null || caller.AgentId == session.AgentId);

    private static async ValueTask<ISessionGrain> Checked(ISessionGrain session, Caller caller, string id) =>
        await session.Get() is { } found && IsVisible(found, caller) ? session : throw RequestFailures.SessionNotFound(id);
}
