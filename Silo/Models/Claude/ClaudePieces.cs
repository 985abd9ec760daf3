using Anthropic.Models.Messages;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Claude;

/// <summary>Reads the events of one streamed answer.</summary>
internal sealed class ClaudePieces
{
    // Blocks are numbered over text and tools together; tool calls are numbered on their own here.
    private readonly Dictionary<long, int> _calls = [];
    private long _inputTokens;
    private long _outputTokens;
    private FinishReason? _finish;
    private bool _complete;

    /// <summary>The last piece, with finish reason and figures; null while the answer is not complete.</summary>
    public ModelDelta? Last => _complete && _finish is not null
        ? new ModelDelta(FinishReason: _finish, Usage: new TokenUsage(Bounded(_inputTokens), Bounded(_outputTokens)))
        : null;

    /// <summary>The piece that an event holds; an empty one when the model thinks; null when it holds none.</summary>
    public ModelDelta? Read(RawMessageStreamEvent happened)
    {
        switch (happened.Value)
        {
            case RawMessageStartEvent start:
                var usage = start.Message.Usage;
                _inputTokens = usage.InputTokens + (usage.CacheCreationInputTokens ?? 0) + (usage.CacheReadInputTokens ?? 0);
                return null;
            case RawContentBlockStartEvent { ContentBlock.Value: ToolUseBlock tool } start:
                var index = _calls.Count;
                _calls[start.Index] = index;
                return new ModelDelta(ToolCall: new ToolCallDelta(index, tool.ID, tool.Name, string.Empty));
            case RawContentBlockDeltaEvent delta:
                return Read(delta);
            case RawMessageDeltaEvent delta:
                _outputTokens = delta.Usage.OutputTokens;
                if (delta.Delta.StopReason is { } reason)
                    _finish = Finish(reason.Raw());
                return null;
            case RawMessageStopEvent:
                _complete = true;
                return null;
            default:
                return null;
        }
    }

    private ModelDelta? Read(RawContentBlockDeltaEvent delta) => delta.Delta.Value switch
    {
        TextDelta { Text: { Length: > 0 } text } => new ModelDelta(text),
        InputJsonDelta { PartialJson: { Length: > 0 } json } when _calls.TryGetValue(delta.Index, out var index) =>
            new ModelDelta(ToolCall: new ToolCallDelta(index, null, null, json)),
        ThinkingDelta or SignatureDelta => default(ModelDelta),
        _ => null,
    };

    private static FinishReason Finish(string reason) => reason switch
    {
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    private static int Bounded(long tokens) => (int)Math.Clamp(tokens, 0, int.MaxValue);
}
