using Platform.Api.Authentication;
using Platform.Api.Items;
using Platform.Api.Json;
using Platform.Api.Overload;
using Platform.Api.Paging;
using Platform.Api.Requests;
using Platform.Api.Sessions;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.ChatCompletions;

/// <summary>The OpenAI Chat Completions API.</summary>
internal static class ChatCompletionRoutes
{
    /// <summary>Maps <c>/v1/chat/completions</c>.</summary>
    public static void MapChatCompletions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/chat/completions", Create)
            .RequireAccess(Access.Chat)
            .BeginsTurns()
            .WithTags("OpenAI-compatible")
            .WithSummary("Answers a conversation, as JSON or as server-sent events")
            .WithMetadata(new QueryParameterMetadata(ChatRules.SessionHeader, "Binds the call to a stored session, which is created when it does not exist: only the last user message, or the tool results at the end, are added to it.", InHeader: true))
            .WithMetadata(new QueryParameterMetadata(IdempotencyKey.Header, "With x-session-id: runs the turn once, however often it is sent.", InHeader: true))
            .WithMetadata(new QueryParameterMetadata(QueueTtl.Header, "With x-session-id: how many seconds the turn may wait in a busy session, 1 to 3,600.", IsNumber: true, InHeader: true))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ChatCompletionView), ["application/json", SseWriter.ContentType]));

    private static async Task<IResult> Create(
        JsonBody<ChatCompletionBody> body, HttpContext context, Caller caller, IClusterClient cluster, TurnDelivery delivery, TimeProvider time)
    {
        var call = ChatRules.Checked(body.Value, body.Hash, caller, context, time);
        var session = cluster.GetGrain<ISessionGrain>(GrainKey.ForSession(caller.TenantId, call.SessionId));
        if (call.Turn.Store)
        {
            if (caller.AgentId is not null)
                await RequireOwn(session, caller, call.SessionId);
            if (call.Answered.Count > 0)
                await RequireCalls(session, call.Answered);
            context.Response.Headers[ChatRules.SessionHeader] = call.SessionId;
        }

        try
        {
            if (body.Value.Stream is not true)
                return new JsonAnswer<ChatCompletionView>(ChatAnswer.Of(await TurnCall.Run(session, call.Turn, context, delivery), call.Model, time));
            await TurnStreaming.Run(context, delivery.Stream(session, call.Turn), new ChatFrames(call.Model, call.IncludeUsage, time), time);
            return Results.Empty;
        }
        catch (PlatformException refused) when (refused.Code == ErrorCode.AgentNotFound && call.Turn.AgentId is not null)
        {
            // To this API the agent is the model.
            throw Errors.RequestFailures.ModelNotFound(call.Model);
        }
    }

    private static async Task RequireCalls(ISessionGrain session, List<(string Param, string CallId)> answered)
    {
        if (await session.Get() is null)
            AnsweredCalls.Require(answered, []);
        else
            await AnsweredCalls.Require(answered, session);
    }

    /// <summary>A session that does not exist yet is created by the turn, for the caller's agent.</summary>
    private static async Task RequireOwn(ISessionGrain session, Caller caller, string id)
    {
        if (await session.Get() is { } found && !SessionReach.IsVisible(found, caller))
            throw Errors.RequestFailures.SessionNotFound(id);
    }
}
