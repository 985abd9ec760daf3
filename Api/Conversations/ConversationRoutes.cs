using Platform.Api.Authentication;
using Platform.Api.Items;
using Platform.Api.Json;
using Platform.Api.Requests;
using Platform.Api.Responses;
using Platform.Api.Sessions;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.Conversations;

/// <summary>The OpenAI Conversations API: a conversation is a session, and its items are the session's messages.</summary>
internal static class ConversationRoutes
{
    /// <summary>Maps <c>/v1/conversations</c>.</summary>
    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/v1/conversations").RequireAccess(Access.Chat).WithTags("OpenAI-compatible").AddEndpointFilter<ConversationTerms>();
        conversations.MapPost("", Create).WithSummary("Creates a conversation: a session for the Responses API, or for any other route");
        conversations.MapGet("{id}", Get).WithSummary("A conversation, or any session as one");
        conversations.MapPost("{id}", Update).RequireAccess(Access.Owner).WithSummary("Changes a conversation's labels");
        conversations.MapDelete("{id}", Delete).RequireAccess(Access.Owner).WithSummary("Cancels what runs and erases the conversation");
        conversations.MapGet("{id}/items", ListItems).WithSummary("Lists the items, the newest first unless asked otherwise");
        conversations.MapPost("{id}/items", AddItems).WithSummary("Adds items without asking a model, behind the turns that run and wait");
        conversations.MapGet("{id}/items/{itemId}", GetItem).WithSummary("An item");
        conversations.MapDelete("{id}/items/{itemId}", DeleteItem).RequireAccess(Access.Owner).WithSummary("Takes an item out of the conversation, which is answered");
    }

    private static async Task<OnceAnswer<JsonAnswer<ConversationView>>> Create(
        OptionalJsonBody<ConversationBody> body, ChangingRequest request, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        var (metadata, items) = ConversationRules.Checked(body.Value);
        return await request.Concerning(caller.UserId).Once(body.Hash, proposal: SortableId.New(SessionTag.Conversation, time), change: async ticket =>
        {
            var messages = InputItem.Join(await ReferredItems.Resolve(items, caller, cluster));
            var session = await SessionReach.Any(cluster, caller, ticket.Proposal!).Create(new NewSession
            {
                AgentId = caller.AgentId,
                UserId = caller.UserId,
                Metadata = metadata,
                RequestToken = ticket.Token,
                Messages = messages.Length == 0 ? null : messages,
            });
            return new JsonAnswer<ConversationView>(ConversationView.Of(session));
        });
    }

    private static async Task<JsonAnswer<ConversationView>> Get(string id, Caller caller, IClusterClient cluster) =>
        new(await View(await SessionReach.Own(cluster, caller, id), id));

    private static Task<OnceAnswer<JsonAnswer<ConversationView>>> Update(
        string id, JsonBody<ConversationChangesBody> body, ChangingRequest request, Caller caller, IClusterClient cluster)
    {
        var metadata = ConversationRules.Checked(body.Value);
        return request.Once(body.Hash, () => Known(id, request, caller, cluster), async ticket =>
        {
            var session = await SessionReach.Own(cluster, caller, id);
            var changed = await session.Update(new SessionChanges { Metadata = metadata, RequestToken = ticket.Token });
            return new JsonAnswer<ConversationView>(ConversationView.Of(changed));
        });
    }

    private static async Task<JsonAnswer<ConversationDeletedView>> Delete(string id, Caller caller, IClusterClient cluster) =>
        await (await SessionReach.Own(cluster, caller, id)).Delete() ? new(new ConversationDeletedView(id)) : throw ConversationFailures.NotFound(id);

    private static async Task<JsonAnswer<ItemListView>> ListItems(string id, ItemQuery query, Caller caller, IClusterClient cluster) =>
        new(await ConversationItems.Page(await SessionReach.Own(cluster, caller, id), id, query));

    private static Task<OnceAnswer<JsonAnswer<ItemListView>>> AddItems(
        string id, JsonBody<NewItemsBody> body, HttpRequest http, ChangingRequest request, Caller caller, IClusterClient cluster)
    {
        var isRetry = ClientRetry.Is(http);
        var items = ConversationRules.Checked(body.Value);
        return request.Once(body.Hash, () => Known(id, request, caller, cluster), async ticket =>
        {
            var session = await SessionReach.Own(cluster, caller, id);
            var messages = InputItem.Join(await ReferredItems.Resolve(items, caller, cluster));
            // Items of no use here may be all there are.
            var added = messages.Length == 0 ? [] : await session.Append(new NewMessages(messages) { RequestToken = ticket.Token, RequestHash = body.Hash, IsRetry = isRetry });
            return new JsonAnswer<ItemListView>(new ItemListView { Data = ConversationItems.Of(id, added), HasMore = false });
        });
    }

    private static async Task<JsonAnswer<ItemView>> GetItem(string id, string itemId, Caller caller, IClusterClient cluster) =>
        new((await Item(await SessionReach.Own(cluster, caller, id), id, itemId)).View);

    private static async Task<JsonAnswer<ConversationView>> DeleteItem(string id, string itemId, Caller caller, IClusterClient cluster)
    {
        var session = await SessionReach.Own(cluster, caller, id);
        var (place, _) = await Item(session, id, itemId);
        return await session.RemovePart(place.TurnId, place.Seq, place.Kind == ItemKind.FunctionCall ? place.Index : null, place.Index)
            ? new(await View(session, id))
            : throw ConversationFailures.ItemNotFound(itemId);
    }

    private static async Task<(ItemId Place, ItemView View)> Item(ISessionGrain session, string id, string itemId)
    {
        if (ItemId.Parse(itemId) is { } place && place.SessionId == id && await ConversationItems.Find(session, id, place) is { } view)
            return (place, view);
        await SessionReach.RequireKnown(session, id);
        throw ConversationFailures.ItemNotFound(itemId);
    }

    private static async Task<ConversationView> View(ISessionGrain session, string id) =>
        ConversationView.Of(await session.Get() ?? throw ConversationFailures.NotFound(id));

    /// <summary>What has to hold before a request claims its key.</summary>
    private static async Task<string?> Known(string id, ChangingRequest request, Caller caller, IClusterClient cluster)
    {
        var session = await SessionReach.Own(cluster, caller, id);
        await SessionReach.RequireKnown(session, id);
        await request.Concerning(session);
        return null;
    }
}
