using Platform.Api.Agents;
using Platform.Api.Authentication;
using Platform.Api.Models;
using Platform.Api.Requests;
using Platform.Api.Sessions;
using Platform.Api.Validation;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;

namespace Platform.Api.ChatCompletions;

/// <summary>What a request must be like, and the turn it stands for.</summary>
internal static class ChatRules
{
    /// <summary>Binds a call to a stored session.</summary>
    public const string SessionHeader = "x-session-id";

    private const string StatelessPrefix = "chat_";

    private static readonly GenerationOptions Nothing = new();

    /// <summary>The turn that a body asks for.</summary>
    public static ChatCall Checked(ChatCompletionBody body, byte[]? hash, Caller caller, HttpContext context, TimeProvider time)
    {
        var problems = new Problems();
        var agentId = NamedModel.AgentOf(ref problems, body.Model);
        var messages = ChatMessages.Checked(ref problems, body.Messages);
        var sessionId = SessionOf(ref problems, context.Request);
        var options = Options(ref problems, body, mayHaveTools: agentId is not null || sessionId is not null);
        FieldRules.User(ref problems, "user", body.User is "" ? null : body.User);
        var metadata = FieldRules.Labels(ref problems, "metadata", body.Metadata);
        if (sessionId is null)
            ChatMessages.RequireCalls(ref problems, messages);
        var input = sessionId is null ? messages : ChatMessages.NewOnes(ref problems, messages);
        var queueTtl = QueueTtl.Of(ref problems, null, context.Request);
        problems.ThrowIfAny();
        NamedModel.RequireBound(caller, agentId);
        var turn = new TurnRequest
        {
            Input = input,
            Model = agentId is null ? body.Model : null,
            AgentId = agentId,
            Options = options,
            Store = sessionId is not null,
            // Nobody could ever see the rest of a stateless answer.
            OnDisconnect = sessionId is null ? DisconnectPolicy.Cancel : DisconnectPolicy.Finish,
            IdempotencyKey = sessionId is null ? null : IdempotencyKey.Of(context.Request),
            RequestHash = hash,
            CreateWith = sessionId is null
                ? null
                : new NewSession { AgentId = agentId, UserId = caller.UserId ?? (body.User is "" ? null : body.User), Metadata = metadata },
            KeyId = caller.KeyId,
            RequestId = context.TraceIdentifier,
            OnlyUserId = sessionId is null ? null : caller.UserId,
            UserId = caller.UserId ?? (body.User is "" ? null : body.User),
            IsRetry = ClientRetry.Is(context.Request),
            QueueTtl = queueTtl,
        };
        return new ChatCall(
            sessionId ?? SortableId.New(StatelessPrefix, time), turn, body.Model!, body.StreamOptions?.IncludeUsage ?? false)
        {
            Answered = sessionId is null ? [] : ChatMessages.Answered(input, messages.Length),
        };
    }

    private static string? SessionOf(ref Problems problems, HttpRequest request)
    {
        var values = request.Headers[SessionHeader];
        if (values.Count == 0)
            return null;
        if (values.Count > 1 || !IdRules.IsName(values[0]))
            problems.Invalid(SessionHeader, $"must be one id of 1 to {IdRules.MaxNameLength} letters, digits, '.', '_', '-' or '~', the first a letter or digit");
        return values[0];
    }

    private static GenerationOptions? Options(ref Problems problems, ChatCompletionBody body, bool mayHaveTools)
    {
        ChatUnsupported.Check(ref problems, body);
        FieldRules.Range(ref problems, "temperature", body.Temperature, 0, 2);
        FieldRules.Range(ref problems, "top_p", body.TopP, 0, 1);
        FieldRules.Range(ref problems, "max_tokens", body.MaxTokens, 1, int.MaxValue);
        FieldRules.Range(ref problems, "max_completion_tokens", body.MaxCompletionTokens, 1, int.MaxValue);
        if (body is { MaxTokens: not null, MaxCompletionTokens: not null })
            problems.Invalid("max_tokens", "and 'max_completion_tokens' exclude each other: send one of them");
        if (body is { StreamOptions: not null, Stream: not true })
            problems.Invalid("stream_options", "can only be sent together with \"stream\": true");
        var (choice, tools) = ChatToolChoice.Checked(ref problems, body.ToolChoice, ChatTools.Checked(ref problems, body.Tools), mayHaveTools);
        var options = new GenerationOptions
        {
            Temperature = body.Temperature,
            TopP = body.TopP,
            MaxOutputTokens = body.MaxCompletionTokens ?? body.MaxTokens,
            Stop = GenerationRules.Stops(ref problems, "stop", body.Stop),
            Seed = body.Seed,
            Tools = tools,
            ToolChoice = choice,
            ResponseFormat = FormatRules.Checked(ref problems, "response_format", body.ResponseFormat),
            ParallelToolCalls = body.ParallelToolCalls,
        };
        return options == Nothing ? null : options;
    }
}
