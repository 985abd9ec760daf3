using Platform.Api.Authentication;
using Platform.Api.Errors;
using Platform.Api.Items;
using Platform.Api.Sessions;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>What a response that is stored nowhere knows of the chain it follows, or of its conversation: it is sent along.</summary>
internal static class ResponseContext
{
    /// <summary>The turn with everything said before in front.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">What it follows is not there, or not over.</exception>
    public static async Task<TurnRequest> Put(TurnRequest turn, ResponseCall call, Caller caller, IClusterClient cluster)
    {
        if ((call.Terms.Conversation ?? call.Previous?.SessionId) is not { } sessionId)
            return turn;
        var session = SessionReach.Any(cluster, caller, sessionId);
        if (await session.Get() is not { } info || !SessionReach.IsVisible(info, caller))
            throw RequestFailures.SessionNotFound(sessionId);
        if (call.Previous is { } previous)
            await RequireOver(session, previous);
        var before = await Read(session, call.Previous?.TurnId);
        // The newest are kept, and no result of a call without the call.
        var first = Math.Max(0, before.Count + turn.Input.Length - InputItems.MaxItems);
        while (first > 0 && first < before.Count && before[first].Role == ChatRole.Tool)
            first++;
        return turn with { AgentId = turn.AgentId ?? info.AgentId, Input = [.. before.Skip(first), .. turn.Input] };
    }

    private static async Task RequireOver(ISessionGrain session, ResponseId previous)
    {
        if (await session.FindTurn(previous.TurnId) is not { } record)
            throw ResponseFailures.PreviousNotFound(previous.ToString());
        if (!record.IsOver)
            throw ResponseFailures.PreviousInProgress(previous.ToString());
        if (record.Result.Status is TurnStatus.Failed or TurnStatus.Interrupted)
            throw ResponseFailures.PreviousNotFound(previous.ToString());
    }

    /// <summary>What was said, until the end of a turn or of all.</summary>
    private static async Task<List<ChatMessage>> Read(ISessionGrain session, string? throughTurnId)
    {
        var said = new List<ChatMessage>();
        Page<StoredMessage> page;
        long after = 0;
        var isThere = false;
        do
        {
            page = await session.History(new HistoryRequest(after, PageRequest.MaxLimit));
            foreach (var stored in page.Data)
            {
                if (isThere && stored.TurnId != throughTurnId)
                    return said;
                isThere |= stored.TurnId == throughTurnId;
                if (stored.Status != TurnStatus.Interrupted)
                    said.Add(stored.Message);
                after = stored.Seq;
            }
        }
        while (page.NextCursor is not null);
        return said;
    }
}
