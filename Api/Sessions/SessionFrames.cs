using Platform.Api.Errors;
using Platform.Api.Json;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>A turn as the native API streams it.</summary>
/// <param name="sessionId">The session.</param>
internal sealed class SessionFrames(string sessionId) : ITurnFrames
{
    private string _turnId = "";
    private long _seq;

    /// <inheritdoc/>
    public bool CutsOnFailure => false;

    /// <inheritdoc/>
    public bool CanWait(TurnEvent step) => false;

    /// <inheritdoc/>
    public ValueTask Write(SseWriter sse, TurnEvent step)
    {
        _turnId = step.TurnId;
        _seq = step.Seq;
        return step.Kind switch
        {
            TurnEventKind.Started => Write(sse, "turn.started", View(step) with { Model = step.Model }),
            TurnEventKind.TextDelta => Write(sse, "message.delta", View(step) with { Delta = step.Text }),
            TurnEventKind.ToolCallDelta => Write(sse, "tool_call.delta", View(step) with { ToolCall = step.ToolCall is { } call ? ToolCallDeltaView.Of(call) : null }),
            TurnEventKind.Failed => Write(sse, "turn.failed", View(step) with { Error = ErrorAnswer.EnvelopeOf(TurnStreaming.FailureOf(step)).Error }),
            _ => Write(
                sse,
                step.Result?.Status == TurnStatus.Cancelled ? "turn.cancelled" : "turn.completed",
                View(step) with { Turn = step.Result is { } result ? TurnView.Of(sessionId, result) : null }),
        };
    }

    /// <inheritdoc/>
    public ValueTask End(SseWriter sse) => default;

    /// <inheritdoc/>
    public ValueTask Fail(SseWriter sse, Failure failure) => Tell(sse, "turn.failed", failure);

    /// <inheritdoc/>
    public ValueTask Leave(SseWriter sse, Failure failure) => Tell(sse, "stream.closing", failure);

    // Without an id of its own: a client that comes back names the last event of the turn that it has.
    private ValueTask Tell(SseWriter sse, string name, Failure failure) => sse.Write(
        name,
        0,
        new TurnEventView { Seq = _seq, TurnId = _turnId, Error = ErrorAnswer.EnvelopeOf(failure).Error },
        NativeJson.Default.TurnEventView);

    private static TurnEventView View(TurnEvent step) => new() { Seq = step.Seq, TurnId = step.TurnId };

    private static ValueTask Write(SseWriter sse, string name, TurnEventView data) => sse.Write(name, data.Seq, data, NativeJson.Default.TurnEventView);
}
