using Platform.Contracts.Errors;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Api.Items;

/// <summary>Refuses results of calls that nobody made: models do, and say less well which one it is.</summary>
internal static class AnsweredCalls
{
    /// <summary>The results in a request whose calls are not in front of them there, by the paths of the fields that name them.</summary>
    /// <param name="items">The request's items.</param>
    /// <param name="said">What each of them says.</param>
    public static List<(string Param, string CallId)> Open(List<InputItem> items, List<ChatMessage> said)
    {
        var made = new HashSet<string>();
        var open = new List<(string, string)>();
        for (var index = 0; index < said.Count; index++)
        {
            Add(made, said[index]);
            if (said[index] is { Role: ChatRole.Tool, ToolCallId: { } callId } && !made.Contains(callId))
                open.Add((items[index].Param + ".call_id", callId));
        }

        return open;
    }

    /// <summary>Looks for the calls in what was said before.</summary>
    /// <exception cref="PlatformException">One of them was not made.</exception>
    public static void Require(List<(string Param, string CallId)> open, IEnumerable<ChatMessage> before)
    {
        if (open.Count == 0)
            return;
        var made = new HashSet<string>();
        foreach (var message in before)
            Add(made, message);
        foreach (var (param, callId) in open)
        {
            if (!made.Contains(callId))
                throw new PlatformException(ErrorCode.InvalidValue, $"'{param}' names no function call that was made before. Send the result of a call under the id of that call.", param);
        }
    }

    /// <summary>Looks for the calls among a session's newest messages.</summary>
    /// <exception cref="PlatformException">One of them was not made.</exception>
    public static async Task Require(List<(string Param, string CallId)> open, ISessionGrain session)
    {
        if (open.Count > 0)
            Require(open, (await session.History(new HistoryRequest(null, PageRequest.MaxLimit, Descending: true))).Data.Select(static stored => stored.Message));
    }

    private static void Add(HashSet<string> made, ChatMessage message)
    {
        foreach (var call in message.ToolCalls ?? [])
            made.Add(call.Id);
    }
}
