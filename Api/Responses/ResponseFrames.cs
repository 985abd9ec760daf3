using Platform.Api.Json;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>A turn as the OpenAI Responses API streams it.</summary>
/// <param name="events">Its events.</param>
/// <param name="isNew">Whether the turn is asked for by this request, which then can be refused.</param>
/// <param name="isStored">Whether the turn outlives this stream.</param>
internal sealed class ResponseFrames(ResponseEvents events, bool isNew, bool isStored) : ITurnFrames
{
    private bool _leaves;

    /// <inheritdoc/>
    public bool CutsOnFailure => _leaves;

    /// <inheritdoc/>
    public bool CanWait(TurnEvent step) => isNew && step.Kind is TurnEventKind.Started or TurnEventKind.Failed;

    /// <inheritdoc/>
    public ValueTask Write(SseWriter sse, TurnEvent step) => Write(sse, events.Of(step));

    /// <inheritdoc/>
    public ValueTask End(SseWriter sse) => default;

    /// <inheritdoc/>
    public ValueTask Fail(SseWriter sse, Failure failure) => Write(sse, events.Of(failure));

    /// <inheritdoc/>
    public ValueTask Leave(SseWriter sse, Failure failure)
    {
        // The response has not failed: a stream without an end is what clients resume.
        _leaves = isStored;
        return isStored ? default : Fail(sse, failure);
    }

    private static async ValueTask Write(SseWriter sse, IEnumerable<ResponseEventView> views)
    {
        foreach (var view in views)
            await sse.Write(view.Type, 0, view, OpenAiJson.Default.ResponseEventView);
    }
}
