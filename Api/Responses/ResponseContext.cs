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
    /// <summary>The most characters that are sent along.</summary>
    private const int MaxLength = 4_000_000;

    /// <summary>The turn with everything said before in front.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="open">Results in it whose calls must have been made before.</param>
    /// <param name="call">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cluster">The cluster.</param>
    /// <exception cref="Contracts.Errors.PlatformException">What it follows is not there, or not over.</exception>
    public static async Task<TurnRequest> Put(
        TurnRequest turn, List<(string Param, string CallId)> open, ResponseCall call, Caller caller, IClusterClient cluster)
    {
        if (call.Before is not null || (call.Terms.Conversation ?? call.Previous?.SessionId) is not { } sessionId)
        {
            AnsweredCalls.Require(open, call.Before ?? []);
            return turn with { Input = Join(call.Before ?? [], turn.Input) };
        }

        var session = SessionReach.Any(cluster, caller, sessionId);
        if (await session.Get() is not { } info || !SessionReach.IsVisible(info, caller))
            throw RequestFailures.SessionNotFound(sessionId);
        if (call.Previous is { } previous)
            await RequireOver(session, previous);
        var before = await Read(session, call.Previous?.TurnId);
        AnsweredCalls.Require(open, before);
        return turn with { AgentId = turn.AgentId ?? info.AgentId, Input = Join(before, turn.Input) };
    }

    /// <summary>What was said before and what comes, as far as one turn takes it.</summary>
    public static ChatMessage[] Join(IReadOnlyList<ChatMessage> before, ChatMessage[] input)
    {
        if (before.Count == 0)
            return input;
        // The newest are kept, and no result of a call without the call.
        var (first, length) = (before.Count, 0);
        while (first > 0 && before.Count - first + 1 + input.Length <= InputItems.MaxItems && (length += before[first - 1].Content.Length) <= MaxLength)
            first--;
        while (first > 0 && first < before.Count && before[first].Role == ChatRole.Tool)
            first++;
        return [.. before.Skip(first), .. input];
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
