using System.Text.Json;
using Platform.Api.Authentication;
using Platform.Api.Items;
using Platform.Api.Models;
using Platform.Api.Requests;
using Platform.Api.Sessions;
using Platform.Api.Validation;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>What a request must be like, and the turn it stands for.</summary>
internal static class ResponseRules
{
    private const int MaxLabelLength = 512;
    private static readonly GenerationOptions Nothing = new();

    /// <summary>The response that a body asks for.</summary>
    public static ResponseCall Checked(ResponseBody body, byte[]? hash, Caller caller, HttpContext context)
    {
        var problems = new Problems();
        var agentId = NamedModel.AgentOf(ref problems, body.Model);
        if (body.Input is null)
            problems.Missing("input");
        var items = Items(ref problems, body.Input);
        FieldRules.MessageSize(ref problems, "instructions", body.Instructions);
        var conversation = Conversation(ref problems, body.Conversation);
        if (body.PreviousResponseId is not null && conversation is not null)
            problems.Invalid("previous_response_id", "must not be sent together with 'conversation'");
        var isStored = body.Store ?? true;
        if (!isStored && body.Background is true)
            problems.Invalid("background", "needs a stored response: leave 'store' out, or send true");
        var onDisconnect = FieldRules.OneOf<DisconnectPolicy>(ref problems, "onDisconnect", body.OnDisconnect);
        if (onDisconnect == DisconnectPolicy.Cancel && body.Background is true)
            problems.Invalid("onDisconnect", "must not be cancel for a response in the background");
        CheckUnused(ref problems, body);
        var tools = ResponseTools.Checked(ref problems, body.Tools);
        var text = ResponseFormat.Checked(ref problems, body.Text);
        var mayHaveTools = agentId is not null || conversation is not null || body.PreviousResponseId is not null;
        var options = Options(ref problems, body, tools, text, mayHaveTools);
        var metadata = FieldRules.Labels(ref problems, "metadata", body.Metadata);
        var userId = body.User is "" ? null : body.User;
        FieldRules.User(ref problems, "user", userId);
        var queueTtl = QueueTtl.Of(ref problems, null, context.Request);
        problems.ThrowIfAny();
        NamedModel.RequireBound(caller, agentId);
        var terms = new ResponseTerms
        {
            Model = body.Model!,
            Instructions = body.Instructions,
            PreviousResponseId = body.PreviousResponseId,
            Conversation = conversation,
            IsUnstored = !isStored,
            Background = body.Background ?? false,
            Tools = tools is null ? null : Array.ConvertAll(body.Tools!, static tool => View(tool!)),
            ToolChoice = body.ToolChoice,
            OneToolCall = body.ParallelToolCalls is false,
            MaxToolCalls = body.MaxToolCalls,
            Metadata = metadata,
            MaxOutputTokens = body.MaxOutputTokens,
            Temperature = body.Temperature,
            TopP = body.TopP,
            Text = text,
            Truncation = body.Truncation,
            User = body.User,
            SafetyIdentifier = body.SafetyIdentifier,
            PromptCacheKey = body.PromptCacheKey,
        };
        var turn = new TurnRequest
        {
            Input = [],
            Model = agentId is null ? body.Model : null,
            AgentId = agentId,
            Instructions = body.Instructions,
            Options = options,
            Store = isStored,
            KeepsPieces = isStored,
            Note = isStored ? terms.ToNote() : null,
            // Nobody could ever see the rest of an answer that is stored nowhere.
            OnDisconnect = isStored ? onDisconnect ?? DisconnectPolicy.Finish : DisconnectPolicy.Cancel,
            IdempotencyKey = isStored ? IdempotencyKey.Of(context.Request) : null,
            RequestHash = hash,
            KeyId = caller.KeyId,
            RequestId = context.TraceIdentifier,
            OnlyUserId = isStored ? caller.UserId : null,
            UserId = caller.UserId ?? userId,
            IsRetry = ClientRetry.Is(context.Request),
            QueueTtl = queueTtl,
        };
        return new ResponseCall(
            terms, items, turn, Previous(body.PreviousResponseId), body.PreviousResponseId, caller.UserId ?? userId, body.Stream ?? false);
    }

    /// <summary>The conversation that a body asks to compact, as a response that is stored nowhere.</summary>
    public static ResponseCall Checked(ResponseCompactBody body, Caller caller, HttpContext context)
    {
        var problems = new Problems();
        var agentId = NamedModel.AgentOf(ref problems, body.Model);
        if (body is { Input: null, PreviousResponseId: null })
            problems.Missing("input");
        var items = Items(ref problems, body.Input);
        FieldRules.MessageSize(ref problems, "instructions", body.Instructions);
        Short(ref problems, "prompt_cache_key", body.PromptCacheKey);
        problems.ThrowIfAny();
        NamedModel.RequireBound(caller, agentId);
        var turn = new TurnRequest
        {
            Input = [],
            Model = agentId is null ? body.Model : null,
            AgentId = agentId,
            Instructions = body.Instructions,
            Store = false,
            OnDisconnect = DisconnectPolicy.Cancel,
            KeyId = caller.KeyId,
            RequestId = context.TraceIdentifier,
            UserId = caller.UserId,
        };
        var terms = new ResponseTerms { Model = body.Model!, PreviousResponseId = body.PreviousResponseId, IsUnstored = true };
        return new ResponseCall(terms, items, turn, Previous(body.PreviousResponseId), body.PreviousResponseId, null, IsStream: false);
    }

    private static ResponseId? Previous(string? text) => text is null ? null : ResponseId.Parse(text);

    private static List<InputItem> Items(ref Problems problems, JsonElement? input)
    {
        if (input is not { } given)
            return [];
        if (given.ValueKind != JsonValueKind.String)
            return InputItems.Read(ref problems, "input", given);
        var text = given.GetString()!;
        if (text.Length == 0)
            problems.Invalid("input", "is empty: send what the user says");
        FieldRules.MessageSize(ref problems, "input", text);
        return [new InputItem("input", new ChatMessage(ChatRole.User, text))];
    }

    private static string? Conversation(ref Problems problems, JsonElement? conversation)
    {
        if (conversation is not { } given)
            return null;
        var param = "conversation";
        if (given.ValueKind == JsonValueKind.Object)
        {
            param += ".id";
            if (!given.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null)
            {
                problems.Missing(param);
                return null;
            }

            given = id;
        }

        if (given.ValueKind == JsonValueKind.String)
            return given.GetString();
        problems.Invalid(param, "must be the id of a conversation, or {\"id\":…}");
        return null;
    }

    /// <summary>Fields that change nothing but must not be nonsense.</summary>
    private static void CheckUnused(ref Problems problems, ResponseBody body)
    {
        FieldRules.Range(ref problems, "max_tool_calls", body.MaxToolCalls, 1, int.MaxValue);
        FieldRules.Range(ref problems, "presence_penalty", body.PresencePenalty, -2, 2);
        FieldRules.Range(ref problems, "frequency_penalty", body.FrequencyPenalty, -2, 2);
        FieldRules.Range(ref problems, "top_logprobs", body.TopLogprobs, 0, 20);
        if (body.Truncation is not (null or "auto" or "disabled"))
            problems.Invalid("truncation", "must be one of auto, disabled");
        if (body.Reasoning is { ValueKind: not JsonValueKind.Object })
            problems.Invalid("reasoning", "must be an object");
        Short(ref problems, "safety_identifier", body.SafetyIdentifier);
        Short(ref problems, "prompt_cache_key", body.PromptCacheKey);
    }

    private static void Short(ref Problems problems, string param, string? value)
    {
        if (value?.Length > MaxLabelLength)
            problems.Invalid(param, $"has {value.Length} characters: at most {MaxLabelLength} are allowed");
    }

    private static GenerationOptions? Options(ref Problems problems, ResponseBody body, ToolDefinition[]? tools, ResponseTextView? text, bool mayHaveTools)
    {
        FieldRules.Range(ref problems, "temperature", body.Temperature, 0, 2);
        FieldRules.Range(ref problems, "top_p", body.TopP, 0, 1);
        FieldRules.Range(ref problems, "max_output_tokens", body.MaxOutputTokens, 1, int.MaxValue);
        var (offered, choice) = ResponseTools.Chosen(ref problems, body.ToolChoice, tools, mayHaveTools);
        var options = new GenerationOptions
        {
            Temperature = body.Temperature,
            TopP = body.TopP,
            MaxOutputTokens = body.MaxOutputTokens,
            Tools = offered,
            ToolChoice = choice,
            ResponseFormat = ResponseFormat.Asked(body.Text, text),
            ParallelToolCalls = body.ParallelToolCalls,
        };
        return options == Nothing ? null : options;
    }

    private static ResponseToolView View(ResponseToolBody tool) =>
        new() { Name = tool.Name!, Description = tool.Description, Parameters = tool.Parameters, Strict = tool.Strict };
}
