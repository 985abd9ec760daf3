using Platform.Api.Authentication;
using Platform.Api.Items;
using Platform.Api.Sessions;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>Looks up the stored items that a request refers to, as clients do that keep only the ids of what was answered.</summary>
internal static class ReferredItems
{
    /// <summary>What each of the items says, references replaced by what they mean.</summary>
    /// <exception cref="PlatformException">An item is not there, or not the caller's.</exception>
    public static async ValueTask<List<ChatMessage>> Resolve(List<InputItem> items, Caller caller, IClusterClient cluster)
    {
        var found = new Dictionary<(string SessionId, string TurnId), TurnRecord?>();
        var said = new List<ChatMessage>(items.Count);
        foreach (var item in items)
        {
            if (item.Message is { } message)
            {
                said.Add(message);
                continue;
            }

            var id = item.Reference!.Value;
            var place = (id.SessionId!, id.TurnId);
            if (!found.TryGetValue(place, out var record))
                found[place] = record = await Find(id, caller, cluster);
            said.Add(Part(record, id) ?? throw ResponseFailures.ItemNotFound(item.Param + ".id", id.ToString()));
        }

        return said;
    }

    private static async Task<TurnRecord?> Find(ItemId id, Caller caller, IClusterClient cluster)
    {
        try
        {
            return await (await SessionReach.Own(cluster, caller, id.SessionId!)).FindTurn(id.TurnId);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            return null;
        }
    }

    private static ChatMessage? Part(TurnRecord? record, ItemId id)
    {
        if (record is not { IsOver: true })
            return null;
        var stored = Array.Find(record.Input, message => message.Seq == id.Seq) ?? (record.Result.Message is { } answer && answer.Seq == id.Seq ? answer : null);
        return (id.Kind, stored?.Message) switch
        {
            (ItemKind.Message, { Role: not ChatRole.Tool } message) => message with { ToolCalls = null },
            (ItemKind.FunctionCallOutput, { Role: ChatRole.Tool } message) => message,
            (ItemKind.FunctionCall, { ToolCalls: { } calls }) when Call(calls, id.Index) is { } call => new ChatMessage(ChatRole.Assistant, "", [call]),
            _ => null,
        };
    }

    /// <summary>The call that was at a place before others were taken out.</summary>
    private static ToolCall? Call(ToolCall[] calls, int place)
    {
        var index = Array.FindIndex(calls, call => call.Place == place);
        if (index < 0 && place < calls.Length && calls[place].Place is null)
            index = place;
        return index < 0 ? null : calls[index] with { Place = null };
    }
}
