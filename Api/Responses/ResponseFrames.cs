using Platform.Api.Json;
using Platform.Api.Streaming;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>A turn as the OpenAI Responses API streams it.</summary>
/// <param name="events">Its events.</param>
/// <param name="isNew">Whether the turn is asked for by this request, which then can be refused.</param>
internal sealed class ResponseFrames(ResponseEvents events, bool isNew) : ITurnFrames
{
    /// <inheritdoc/>
    public bool CutsOnFailure => false;

    /// <inheritdoc/>
    public bool CanWait(TurnEvent step) => isNew && step.Kind is TurnEventKind.Started or TurnEventKind.Failed;

    /// <inheritdoc/>
    public ValueTask Write(SseWriter sse, TurnEvent step) => Write(sse, events.Of(step));

    /// <inheritdoc/>
    public ValueTask End(SseWriter sse) => default;

    /// <inheritdoc/>
    public ValueTask Fail(SseWriter sse, Failure failure) => Write(sse, events.Of(failure));

    private static async ValueTask Write(SseWriter sse, IEnumerable<ResponseEventView> views)
    {
        foreach (var view in views)
            await sse.Write(view.Type, 0, view, OpenAiJson.Default.ResponseEventView);
    }
}
