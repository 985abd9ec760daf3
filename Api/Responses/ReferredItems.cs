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
            (ItemKind.Compaction, { } message) when CompactedText.Of(message) is not null => message,
            (ItemKind.Message, { Role: not ChatRole.Tool } message) when CompactedText.Of(message) is null => Find(message, id, isCall: false) is { } text
                ? message with { Content = text.TextIn(message), ToolCalls = null }
                : null,
            (ItemKind.FunctionCallOutput, { Role: ChatRole.Tool } message) => message,
            (ItemKind.FunctionCall, { } message) when Find(message, id, isCall: true) is { Call: { } call } =>
                new ChatMessage(ChatRole.Assistant, "", [call with { Place = null, TextBefore = null }]),
            _ => null,
        };
    }

    private static MessagePart? Find(ChatMessage message, ItemId id, bool isCall)
    {
        foreach (var part in MessagePart.Of(message))
        {
            if (part.Call is not null == isCall && part.Place == id.Index)
                return part;
        }

        return null;
    }
}
