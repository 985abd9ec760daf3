using Platform.Api.Authentication;
using Platform.Api.Hosting;
using Platform.Api.Items;
using Platform.Api.Json;
using Platform.Api.Limits;
using Platform.Api.Overload;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Api.Sessions;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;

namespace Platform.Api.Responses;

/// <summary>The OpenAI Responses API: a translation of sessions and turns.</summary>
internal static class ResponseRoutes
{
    private const string StartingAfter = "starting_after";

    /// <summary>Maps <c>/v1/responses</c>.</summary>
    public static void MapResponses(this IEndpointRouteBuilder routes)
    {
        var responses = routes.MapGroup("/v1/responses").RequireAccess(Access.Chat).WithTags("OpenAI-compatible");
        responses.MapPost("", Create)
            .BeginsTurns()
            .WithSummary("Makes a response, as JSON or as server-sent events, or in the background")
            .WithMetadata(new QueryParameterMetadata(IdempotencyKey.Header, "Makes the response once, however often it is asked for: 1 to 255 printable characters.", InHeader: true))
            .WithMetadata(new QueryParameterMetadata(QueueTtl.Header, "How many seconds the response may wait in a busy conversation, 1 to 3,600.", IsNumber: true, InHeader: true))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ResponseView), ["application/json", SseWriter.ContentType]));
        responses.MapGet("", Connect).WithSummary("Upgrades to a WebSocket connection, over which responses are made one after the other");
        responses.MapPost("compact", Compact).BeginsTurns().WithSummary("Has a model say a conversation in short, as an item for later input");
        responses.MapGet("{id}", Get)
            .WithSummary("A response; or its events, as server-sent events, followed while it is being made")
            .WithMetadata(new QueryParameterMetadata("stream", "true for the events; default false."))
            .WithMetadata(new QueryParameterMetadata(StartingAfter, "With stream: only the events beyond this sequence_number.", IsNumber: true))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ResponseView), ["application/json", SseWriter.ContentType]));
        responses.MapDelete("{id}", Delete).RequireAccess(Access.Owner).WithSummary("Stops a response if it is being made, and takes it with its input out of its conversation");
        responses.MapPost("{id}/cancel", Cancel).WithSummary("Stops a response and keeps what there is of it");
        responses.MapGet("{id}/input_items", InputItemsOf).WithSummary("Lists the items that a response was asked with");
    }

    private static async Task<IResult> Create(
        JsonBody<ResponseBody> body, HttpContext context, Caller caller, IClusterClient cluster, TurnDelivery delivery, TimeProvider time)
    {
        var call = ResponseRules.Checked(body.Value, body.Hash, caller, context);
        var run = await ResponseRun.Prepare(call, caller, cluster, time);
        if (call.IsStream)
            return await Stream(run, call, context, delivery, time);
        if (call.Terms.Background)
        {
            var begun = await run.Ask((session, turn) => delivery.Begin(session, turn, context.RequestAborted));
            return new JsonAnswer<ResponseView>(ResponseAnswer.Of(run.SessionId, call.Terms, begun.Result));
        }

        var result = await run.Ask((session, turn) => TurnCall.Run(session, turn, context, delivery));
        return new JsonAnswer<ResponseView>(ResponseAnswer.Of(run.SessionId, call.Terms, result));
    }

    private static async Task<IResult> Stream(ResponseRun run, ResponseCall call, HttpContext context, TurnDelivery delivery, TimeProvider time)
    {
        try
        {
            var frames = new ResponseFrames(new ResponseEvents(call.Terms, () => run.SessionId, after: -1), isNew: true, isStored: call.Turn.Store);
            await TurnStreaming.Run(context, run.Stream(delivery), frames, time);
            return Results.Empty;
        }
        catch (PlatformException error)
        {
            throw ResponseFailures.Of(error, call);
        }
    }

    private static async Task Connect(HttpContext context, KeyCheck keys, TurnGate gate, RequestLimits limits, IClusterClient cluster, TurnDelivery delivery, Drain drain, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new PlatformException(ErrorCode.MethodNotAllowed, "GET /v1/responses only opens WebSocket connections. Ask for a response with POST, or read one with GET /v1/responses/{id}.");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new ResponseSocket(context, socket, keys, gate, limits, cluster, delivery, time).Run(drain, lifetime.ApplicationStopping);
    }

    private static Task<OnceAnswer<JsonAnswer<CompactionView>>> Compact(
        JsonBody<ResponseCompactBody> body, ChangingRequest request, HttpContext context, Caller caller, IClusterClient cluster, TurnDelivery delivery, TimeProvider time)
    {
        var call = ResponseRules.Checked(body.Value, caller, context);
        return request.Concerning(call.UserId).Once(body.Hash, proposal: SortableId.New("", time), change: async ticket =>
        {
            var run = await ResponseRun.Prepare(call, caller, cluster, time);
            var result = await run.Ask((session, turn) => TurnCall.Run(session, Compaction.Asked(turn), context, delivery));
            return new JsonAnswer<CompactionView>(Compaction.View(ticket.Proposal!, result));
        });
    }

    private static async Task<IResult> Get(string id, HttpContext context, Caller caller, IClusterClient cluster, TimeProvider time)
    {
        var query = context.Request.Query;
        string? stream = query["stream"];
        if (stream is not (null or "true" or "false"))
            throw new PlatformException(ErrorCode.InvalidValue, "'stream' must be true or false.", "stream");
        var after = QueryNumber.Read(query, StartingAfter, 0, long.MaxValue);
        var found = await FoundResponse.Find(id, caller, cluster);
        if (stream != "true")
            return new JsonAnswer<ResponseView>(found.ToView());
        var frames = new ResponseFrames(new ResponseEvents(found.Terms, () => found.Id.SessionId, after ?? -1), isNew: false, isStored: true);
        return await TurnStreaming.Run(context, found.Session.Follow(found.Id.TurnId), frames, time)
            ? Results.Empty
            : throw ResponseFailures.NotFound(id);
    }

    private static async Task<JsonAnswer<ResponseDeletedView>> Delete(string id, Caller caller, IClusterClient cluster)
    {
        var found = await FoundResponse.Find(id, caller, cluster);
        return await found.Session.RemoveTurn(found.Id.TurnId) ? new(new ResponseDeletedView(id)) : throw ResponseFailures.NotFound(id);
    }

    private static Task<OnceAnswer<JsonAnswer<ResponseView>>> Cancel(string id, ChangingRequest request, Caller caller, IClusterClient cluster) => request.Once(
        bodyHash: null,
        prepare: async () =>
        {
            await request.Concerning((await FoundResponse.Find(id, caller, cluster)).Session);
            return null;
        },
        change: async _ =>
        {
            await (await FoundResponse.Find(id, caller, cluster)).Cancel();
            return new JsonAnswer<ResponseView>((await FoundResponse.Find(id, caller, cluster)).ToView());
        });

    private static async Task<JsonAnswer<ItemListView>> InputItemsOf(string id, ItemQuery query, Caller caller, IClusterClient cluster)
    {
        var found = await FoundResponse.Find(id, caller, cluster);
        return new(query.Page([.. found.Record.Input.SelectMany(message => StoredItems.Of(found.Id.SessionId, message))]));
    }
}
