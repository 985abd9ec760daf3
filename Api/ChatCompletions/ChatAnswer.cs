using Platform.Api.Json;
using Platform.Contracts.Sessions;

namespace Platform.Api.ChatCompletions;

/// <summary>Turns outcomes into answers of the wire format.</summary>
internal static class ChatAnswer
{
    private const string IdPrefix = "chatcmpl-";

    /// <summary>The answer's id: the turn's own part behind the prefix that clients expect.</summary>
    public static string IdOf(string turnId) => string.Concat(IdPrefix, turnId.AsSpan(turnId.IndexOf('_') + 1));

    /// <summary>Why the model stopped. A cancelled turn has no reason of its own in this format.</summary>
    public static string FinishReasonOf(TurnResult result) => WireName<FinishReason>.Of(result.FinishReason ?? FinishReason.Stop);

    /// <summary>The tokens used.</summary>
    public static ChatUsageView UsageOf(TurnResult result) => result.Usage is { } usage
        ? new ChatUsageView { PromptTokens = usage.InputTokens, CompletionTokens = usage.OutputTokens, TotalTokens = usage.TotalTokens, Estimated = usage.Estimated }
        : new ChatUsageView();

    /// <summary>The answer as a whole.</summary>
    public static ChatCompletionView Of(TurnResult result, string model, TimeProvider time)
    {
        var message = result.Message?.Message;
        return new ChatCompletionView
        {
            Id = IdOf(result.TurnId),
            Created = time.GetUtcNow().ToUnixTimeSeconds(),
            Model = model,
            Choices =
            [
                new ChatChoiceView
                {
                    Message = new ChatMessageView
                    {
                        // Clients take a null for "only tool calls", and an agent that sees neither would ask for ever.
                        Content = message is { ToolCalls.Length: > 0, Content: "" } ? null : message?.Content ?? "",
                        ToolCalls = message?.ToolCalls is { Length: > 0 } calls ? Array.ConvertAll(calls, Call) : null,
                    },
                    FinishReason = FinishReasonOf(result),
                },
            ],
            Usage = UsageOf(result),
        };
    }

    private static ChatToolCallView Call(ToolCall call) => new()
    {
        Id = call.Id,
        Type = "function",
        Function = new ChatCalledFunctionView { Name = call.Name, Arguments = call.Arguments },
    };
}
