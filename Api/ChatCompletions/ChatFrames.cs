using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.ChatCompletions;

/// <summary>A turn as the OpenAI Chat Completions API streams it.</summary>
/// <param name="model">The model that the request named.</param>
/// <param name="includeUsage">Whether a last chunk carries the usage.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatFrames(string model, bool includeUsage, TimeProvider time) : ITurnFrames
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();
    private string _id = "";
    private bool _begun;

    /// <inheritdoc/>
    public bool CutsOnFailure => true;

    /// <inheritdoc/>
    public bool CanWait(TurnEvent step) => step.Kind == TurnEventKind.Started;

    /// <inheritdoc/>
    public async ValueTask Write(SseWriter sse, TurnEvent step)
    {
        if (step.Kind == TurnEventKind.Failed)
            throw TurnStreaming.FailureOf(step).ToException();
        if (!_begun)
        {
            _begun = true;
            _id = ChatAnswer.IdOf(step.TurnId);
            await WriteDelta(sse, new ChatDeltaView { Role = "assistant", Content = "" });
        }

        switch (step.Kind)
        {
            case TurnEventKind.TextDelta:
                await WriteDelta(sse, new ChatDeltaView { Content = step.Text });
                break;
            case TurnEventKind.ToolCallDelta when step.ToolCall is { } call:
                await WriteDelta(sse, new ChatDeltaView { ToolCalls = [Piece(call)] });
                break;
            case TurnEventKind.Ended when step.Result is { } result:
                await WriteDelta(sse, new ChatDeltaView(), ChatAnswer.FinishReasonOf(result));
                if (includeUsage)
                    await Write(sse, [], ChatAnswer.UsageOf(result));
                break;
        }
    }

    /// <inheritdoc/>
    public ValueTask End(SseWriter sse) => sse.WriteDone();

    /// <inheritdoc/>
    public ValueTask Fail(SseWriter sse, Failure failure) => sse.Write(ErrorAnswer.EnvelopeOf(failure), NativeJson.Default.ErrorEnvelope);

    private static ChatToolCallView Piece(ToolCallDelta call) => new()
    {
        Index = call.Index,
        Id = call.Id,
        Type = call.Id is null ? null : "function",
        Function = new ChatCalledFunctionView { Name = call.Name, Arguments = call.Arguments },
    };

    private ValueTask WriteDelta(SseWriter sse, ChatDeltaView delta, string? finishReason = null) =>
        Write(sse, [new ChatChunkChoiceView { Delta = delta, FinishReason = finishReason }], null);

    private ValueTask Write(SseWriter sse, ChatChunkChoiceView[] choices, ChatUsageView? usage) => sse.Write(
        new ChatChunkView { Id = _id, Created = _created, Model = model, Choices = choices, Usage = usage },
        OpenAiJson.Default.ChatChunkView);
}
