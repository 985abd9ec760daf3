using Platform.Api.Items;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;

namespace Platform.Api.Conversations;

/// <summary>Reads a session's history as items. A message may be several: a page can begin and end in the middle of one.</summary>
internal static class ConversationItems
{
    /// <summary>The items of messages.</summary>
    public static ItemView[] Of(string sessionId, IEnumerable<StoredMessage> messages) => [.. messages.SelectMany(message => Of(sessionId, message))];

    /// <summary>One page. An item that was deleted since it was listed still marks its place.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">The query's <c>after</c> is no item of this conversation.</exception>
    public static async Task<ItemListView> Page(ISessionGrain session, string sessionId, ItemQuery query)
    {
        ItemId? after = query.After is null ? null
            : ItemId.Parse(query.After) is { } id && id.SessionId == sessionId ? id
            : throw ItemQuery.NoSuchItem();
        // The message of that item is read once more: it may have more items.
        var from = after is not { } last ? (long?)null : query.Descending ? Math.Min(last.Seq, long.MaxValue - 1) + 1 : last.Seq - 1;
        var items = new List<ItemView>(query.Limit + 1);
        Page<StoredMessage> page;
        do
        {
            page = await session.History(new HistoryRequest(from, Math.Min(PageRequest.MaxLimit, query.Limit + 2 - items.Count), query.Descending));
            foreach (var message in page.Data)
            {
                from = message.Seq;
                var shown = Of(sessionId, message).Where(item => after is not { } mark || mark.Seq != message.Seq || IsBeyond(item, mark, query.Descending));
                items.AddRange(query.Descending ? shown.Reverse() : shown);
            }
        }
        while (items.Count <= query.Limit && page.NextCursor is not null);

        return new ItemListView { Data = [.. items.Take(query.Limit)], HasMore = items.Count > query.Limit };
    }

    /// <summary>An item; null when the session does not have it.</summary>
    public static async Task<ItemView?> Find(ISessionGrain session, string sessionId, ItemId id)
    {
        var page = await session.History(new HistoryRequest(id.Seq - 1, 1));
        var text = id.ToString();
        return page.Data is [var message] && message.Seq == id.Seq ? Of(sessionId, message).FirstOrDefault(item => item.Id == text) : null;
    }

    private static IEnumerable<ItemView> Of(string sessionId, StoredMessage message) => StoredItems.Of(
        sessionId,
        message,
        message is { Message.Role: ChatRole.Assistant, Status: TurnStatus.Cancelled or TurnStatus.Interrupted } ? StoredItems.Incomplete : StoredItems.Completed);

    /// <summary>Whether an item of the same message comes behind another one, which may be gone.</summary>
    private static bool IsBeyond(ItemView item, ItemId mark, bool descending)
    {
        var place = PlaceOf(ItemId.Parse(item.Id)!.Value);
        return descending ? place < PlaceOf(mark) : place > PlaceOf(mark);
    }

    /// <summary>An item's place in its message: a text comes right behind the call before it.</summary>
    private static int PlaceOf(ItemId id) => id.Kind == ItemKind.FunctionCall ? (id.Index * 2) + 1 : id.Index * 2;
}
