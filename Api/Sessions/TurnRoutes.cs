using Platform.Api.Authentication;
using Platform.Api.Json;
using Platform.Api.Overload;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>Turns of a session: history, sending, following, cancelling.</summary>
internal static class TurnRoutes
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Maps the routes under a session.</summary>
    public static void MapTurns(this IEndpointRouteBuilder sessions)
    {
        sessions.MapGet("{id}/messages", History)
            .WithSummary("The history")
            .WithMetadata(new QueryParameterMetadata("after", "Only messages beyond this seq, in the order asked for.", IsNumber: true))
            .WithMetadata(new QueryParameterMetadata("limit", "The most messages: 1 to 100, default 20.", IsNumber: true))
            .WithMetadata(new QueryParameterMetadata("cursor", "The nextCursor of the page before: the same as after."))
            .WithMetadata(new QueryParameterMetadata("order", "asc (default: oldest first) or desc."));
        sessions.MapPost("{id}/messages", Send)
            .BeginsTurns()
            .WithSummary("One turn: answers as JSON, or as server-sent events")
            .WithMetadata(new QueryParameterMetadata(IdempotencyKey.Header, "Runs the turn once, however often it is sent: 1 to 255 printable characters.", InHeader: true))
            .WithMetadata(new QueryParameterMetadata(QueueTtl.Header, "The same as queueTtlSeconds in the body.", IsNumber: true, InHeader: true))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TurnView), ["application/json", SseWriter.ContentType]));
        sessions.MapGet("{id}/events", Follow)
            .WithSummary("Follows the running turn, or replays the last one while its events are kept, as server-sent events")
            .WithMetadata(new QueryParameterMetadata("after", "Only events beyond this seq; default all.", IsNumber: true))
            .WithMetadata(new QueryParameterMetadata(LastEventId, "The same as after, as browsers send it.", IsNumber: true, InHeader: true))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TurnEventView), [SseWriter.ContentType]))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent));
        sessions.MapPost("{id}/cancel", Cancel).WithSummary("Stops the running turn and keeps what it produced");
    }

    private static async Task<JsonAnswer<ListView<MessageView>>> History(string id, HttpRequest request, Caller caller, IClusterClient cluster)
    {
        var session = await SessionReach.Own(cluster, caller, id);
        var query = request.Query;
        string? order = query["order"];
        if (order is not (null or "asc" or "desc"))
            throw new PlatformException(ErrorCode.InvalidValue, "'order' must be asc or desc.", "order");
        var after = QueryNumber.Read(query, "after", 0, long.MaxValue) ?? QueryNumber.Read(query, "cursor", 0, long.MaxValue);
        var messages = await session.History(new HistoryRequest(after, QueryNumber.Limit(query), order == "desc"));
        return new(ListView<MessageView>.Of(messages, MessageView.Of));
    }

    private static async Task<IResult> Send(
        string id, JsonBody<SendMessageBody> body, HttpContext context, Caller caller, IClusterClient cluster, TurnDelivery delivery, TimeProvider time)
    {
        // A key that is bound to a user needs no call of its own: the turn itself checks the user.
        var session = caller.AgentId is null ? SessionReach.Any(cluster, caller, id) : await SessionReach.Own(cluster, caller, id);
        var turn = TurnRules.Checked(body.Value, body.Hash, caller, context);
        if (!WantsStream(body.Value, context.Request))
            return new JsonAnswer<TurnView>(TurnView.Of(id, await TurnCall.Run(session, turn, context, delivery)));
        await TurnStreaming.Run(context, delivery.Stream(session, turn), new SessionFrames(id), time);
        return Results.Empty;
    }

    private static async Task<IResult> Follow(string id, HttpContext context, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        var session = await SessionReach.Own(cluster, caller, id);
        var after = QueryNumber.Read(context.Request.Query, "after", 0, long.MaxValue) ?? LastSeen(context.Request);
        if (await TurnStreaming.Run(context, session.Attach(null, after), new SessionFrames(id), time))
            return Results.Empty;
        await SessionReach.RequireKnown(session, id);
        return Results.NoContent();
    }

    private static Task<OnceAnswer<JsonAnswer<CancelView>>> Cancel(
        string id, OptionalJsonBody<CancelBody> body, ChangingRequest request, Caller caller, IClusterClient cluster)
    {
        const int MaxTurnIdLength = 128;
        if (body.Value.TurnId is { Length: 0 or > MaxTurnIdLength })
            throw new PlatformException(ErrorCode.InvalidValue, $"'turnId' must be 1 to {MaxTurnIdLength} characters.", "turnId");
        return request.Once(
            body.Hash,
            async () =>
            {
                var session = await SessionReach.Own(cluster, caller, id);
                await request.Concerning(session);
                return await CancelCall.Target(session, id, body.Value.TurnId);
            },
            async ticket => new JsonAnswer<CancelView>(await CancelCall.Run(await SessionReach.Own(cluster, caller, id), id, ticket)));
    }

    private static bool WantsStream(SendMessageBody body, HttpRequest request) =>
        body.Stream ?? request.Headers.Accept.ToString().Contains(SseWriter.ContentType, StringComparison.OrdinalIgnoreCase);

    private static long LastSeen(HttpRequest request)
    {
        var values = request.Headers[LastEventId];
        if (values.Count == 0)
            return 0;
        return values.Count == 1 && long.TryParse(values[0], System.Globalization.NumberStyles.None, null, out var seq)
            ? seq
            : throw new PlatformException(ErrorCode.InvalidValue, $"'{LastEventId}' must be the id of an event of this session, a whole number.", LastEventId);
    }
}
