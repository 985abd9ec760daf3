using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Streaming;

/// <summary>How one wire format shows a turn as server-sent events.</summary>
internal interface ITurnFrames
{
    /// <summary>Whether clients only notice a failure when the connection is cut after it.</summary>
    bool CutsOnFailure { get; }

    /// <summary>
    /// Whether the answer need not begin for this event yet: a failure that follows at once is then told by an ordinary error
    /// status, which clients handle better than an error in a stream.
    /// </summary>
    bool CanWait(TurnEvent step);

    /// <summary>Writes an event.</summary>
    ValueTask Write(SseWriter sse, TurnEvent step);

    /// <summary>Writes what comes behind the last event.</summary>
    ValueTask End(SseWriter sse);

    /// <summary>Writes a failure that the turn itself does not tell.</summary>
    ValueTask Fail(SseWriter sse, Failure failure);

    /// <summary>Writes that this replica goes away, although the turn may go on.</summary>
    ValueTask Leave(SseWriter sse, Failure failure) => Fail(sse, failure);
}
