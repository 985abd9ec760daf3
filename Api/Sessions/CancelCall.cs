using Platform.Api.Errors;
using Platform.Api.Requests;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>Stops a turn for a request that may be sent again: which turn that is, is settled once.</summary>
internal static class CancelCall
{
    /// <summary>Settles that there was nothing to stop: a repetition must not stop what began later.</summary>
    private const string Nothing = "";

    /// <summary>The turn to stop: the one that the request names, or the one that runs.</summary>
    public static async Task<string?> Target(ISessionGrain session, string id, string? turnId)
    {
        var info = await session.Get() ?? throw RequestFailures.SessionNotFound(id);
        return turnId ?? info.RunningTurnId ?? Nothing;
    }

    /// <summary>Stops it.</summary>
    public static async Task<CancelView> Run(ISessionGrain session, string id, RequestTicket ticket)
    {
        if (ticket.Proposal is null or Nothing)
            return new CancelView(false, null);
        var outcome = await session.Cancel(ticket.Proposal);
        if (!outcome.Cancelled)
            await SessionReach.RequireKnown(session, id);
        // The same request, sent before or at the same moment, may have stopped it.
        var stopped = outcome.Cancelled || (ticket.Token is not null && await WasCancelled(session, ticket.Proposal));
        return new CancelView(stopped, stopped ? ticket.Proposal : null);
    }

    /// <summary>Whether a turn, which comes to its end now or did before, was stopped.</summary>
    private static async Task<bool> WasCancelled(ISessionGrain session, string turnId)
    {
        await foreach (var step in session.Attach(turnId, 0))
        {
            if (step.IsTerminal)
                return step.Result?.Status == TurnStatus.Cancelled;
        }

        return false;
    }
}
