using Platform.Api.Agents;
using Platform.Api.Authentication;
using Platform.Api.Requests;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>What a turn's body must be like.</summary>
internal static class TurnRules
{
    private const int MaxNameLength = 64;
    private const int MaxModelLength = 256;
    private const int MaxToolResults = 128;

    /// <summary>The turn that a body asks for.</summary>
    public static TurnRequest Checked(SendMessageBody body, byte[]? hash, Caller caller, HttpContext context)
    {
        var problems = new Problems();
        var input = Input(ref problems, body);
        if (body.Model is { Length: 0 or > MaxModelLength })
            problems.Invalid("model", $"must be 1 to {MaxModelLength} characters");
        FieldRules.Name(ref problems, "agentId", body.AgentId);
        var options = GenerationRules.Checked(ref problems, "options.", body.Options);
        var concurrency = FieldRules.OneOf<ConcurrencyPolicy>(ref problems, "concurrency", body.Concurrency);
        var onDisconnect = FieldRules.OneOf<DisconnectPolicy>(ref problems, "onDisconnect", body.OnDisconnect);
        var queueTtl = QueueTtl.Of(ref problems, body.QueueTtlSeconds, context.Request);
        problems.ThrowIfAny();
        if (caller.AgentId is not null && body.Model is not null)
            throw new PlatformException(ErrorCode.RoleNotAllowed, $"This key is bound to the agent '{caller.AgentId}'. Leave 'model' out.", "model");
        return new TurnRequest
        {
            Input = input,
            Model = body.Model,
            AgentId = SessionRules.Bound(body.AgentId, caller.AgentId, "agentId", "agent"),
            Options = options,
            Concurrency = concurrency,
            OnDisconnect = onDisconnect ?? DisconnectPolicy.Finish,
            IdempotencyKey = IdempotencyKey.Of(context.Request),
            RequestHash = hash,
            KeyId = caller.KeyId,
            RequestId = context.TraceIdentifier,
            OnlyUserId = caller.UserId,
            IsRetry = ClientRetry.Is(context.Request),
            QueueTtl = queueTtl,
        };
    }

    private static ChatMessage[] Input(ref Problems problems, SendMessageBody body)
    {
        if (body.ToolResults is not null)
        {
            if (body.Content is not null)
                problems.Invalid("content", "must not be sent together with 'toolResults'");
            return ToolResults(ref problems, body.ToolResults);
        }

        if (body.Content is null)
            problems.Missing("content");
        else if (body.Content.Length == 0)
            problems.Invalid("content", "is empty: send what the user says");
        FieldRules.MessageSize(ref problems, "content", body.Content);
        if (body.Name is { Length: 0 or > MaxNameLength })
            problems.Invalid("name", $"must be 1 to {MaxNameLength} characters");
        return [new ChatMessage(ChatRole.User, body.Content ?? "", Name: body.Name)];
    }

    private static ChatMessage[] ToolResults(ref Problems problems, ToolResultBody?[] results)
    {
        if (results.Length is 0 or > MaxToolResults)
            problems.Invalid("toolResults", $"has {results.Length} entries: 1 to {MaxToolResults} are allowed");
        var messages = new List<ChatMessage>(results.Length);
        for (var index = 0; index < results.Length; index++)
        {
            var param = $"toolResults[{index}]";
            if (results[index] is not { } result)
            {
                problems.Invalid(param, "must be an object");
                continue;
            }

            if (string.IsNullOrEmpty(result.ToolCallId))
                problems.Missing(param + ".toolCallId");
            if (result.Content is null)
                problems.Missing(param + ".content");
            FieldRules.MessageSize(ref problems, param + ".content", result.Content);
            messages.Add(new ChatMessage(ChatRole.Tool, result.Content ?? "", ToolCallId: result.ToolCallId));
        }

        return [.. messages];
    }
}
