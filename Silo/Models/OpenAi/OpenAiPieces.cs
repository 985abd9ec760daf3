using OpenAI.Chat;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.OpenAi;

/// <summary>Reads the updates of a streamed answer.</summary>
internal static class OpenAiPieces
{
    /// <summary>The pieces of text and of tool calls in an update.</summary>
    public static IEnumerable<ModelDelta> Of(StreamingChatCompletionUpdate update)
    {
        foreach (var part in update.ContentUpdate)
        {
            if (!string.IsNullOrEmpty(part.Text))
                yield return new ModelDelta(part.Text);
        }

        if (!string.IsNullOrEmpty(update.RefusalUpdate))
            yield return new ModelDelta(update.RefusalUpdate);

        foreach (var call in update.ToolCallUpdates)
        {
            var arguments = call.FunctionArgumentsUpdate is { } data ? data.ToString() : string.Empty;
            var piece = new ToolCallDelta(call.Index, NullIfEmpty(call.ToolCallId), NullIfEmpty(call.FunctionName), arguments);
            yield return new ModelDelta(ToolCall: piece);
        }
    }

    /// <summary>Why the model stopped, in the update that tells it.</summary>
    public static FinishReason? Finish(StreamingChatCompletionUpdate update) => update.FinishReason switch
    {
        null => null,
        ChatFinishReason.Length => FinishReason.Length,
        ChatFinishReason.ToolCalls or ChatFinishReason.FunctionCall => FinishReason.ToolCalls,
        ChatFinishReason.ContentFilter => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    /// <summary>The provider's figures, in the update that holds them.</summary>
    public static TokenUsage? Usage(StreamingChatCompletionUpdate update) =>
        update.Usage is { } usage ? new TokenUsage(usage.InputTokenCount, usage.OutputTokenCount) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
