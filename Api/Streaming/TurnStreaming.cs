using Platform.Api.Errors;
using Platform.Api.Hosting;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Streaming;

/// <summary>Carries the events of a turn from its session to the client, as they happen.</summary>
internal static class TurnStreaming
{
    /// <summary>
    /// How long an answer may wait to begin, so that an early refusal gets its HTTP status: 1 second. Afterwards the headers
    /// go out, and a failure is told in the stream.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Answers the request with the events.</summary>
    /// <returns>False, and nothing is answered, when there is no event at all.</returns>
    public static async Task<bool> Run(HttpContext context, IAsyncEnumerable<TurnEvent> events, ITurnFrames frames, TimeProvider time)
    {
        var over = context.RequestServices.GetRequiredService<Drain>().Over;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, over);
        var steps = events.GetAsyncEnumerator(leaving.Token);
        var next = steps.MoveNextAsync().AsTask();
        try
        {
            TurnEvent? held = null;
            if (await IsSettled(next, time, leaving.Token))
            {
                if (!await next)
                    return false;
                if (frames.CanWait(steps.Current))
                {
                    held = steps.Current;
                    if (held.Kind == TurnEventKind.Failed)
                        throw FailureOf(held).ToException();
                    next = steps.MoveNextAsync().AsTask();
                    if (await IsSettled(next, time, leaving.Token) && await next && steps.Current.Kind == TurnEventKind.Failed)
                        throw FailureOf(steps.Current).ToException();
                }
            }

            await using var sse = await SseWriter.Start(context.Response, time);
            await Follow(sse, steps, held, next, frames, over, context.RequestAborted);
            return true;
        }
        finally
        {
            // An iterator may only be left once its step is over.
            await leaving.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await steps.DisposeAsync();
        }
    }

    /// <summary>What is told of a turn that failed of nothing it can name.</summary>
    public static Failure UnknownFailure { get; } = new(ErrorCode.ProviderFailed, "The model failed without saying why. Send the message again.");

    /// <summary>What a turn failed of.</summary>
    public static Failure FailureOf(TurnEvent last) => last.Result?.Error ?? UnknownFailure;

    private static async Task Follow(
        SseWriter sse, IAsyncEnumerator<TurnEvent> steps, TurnEvent? held, Task<bool> first, ITurnFrames frames, CancellationToken over, CancellationToken gone)
    {
        Failure failure;
        var leaves = false;
        try
        {
            var last = held;
            if (held is not null)
                await frames.Write(sse, held);
            if (!first.IsCompleted)
                await sse.Flush();
            for (var more = await first; more;)
            {
                last = steps.Current;
                await frames.Write(sse, last);
                var next = steps.MoveNextAsync();
                // What is there goes out before the next piece is waited for.
                if (!next.IsCompleted)
                    await sse.Flush();
                more = await next;
            }

            if (last is { IsTerminal: false })
                throw new PlatformException(ErrorCode.Interrupted, "The turn broke off: the silo that ran it went away. Read the history, and send the message again if it is not there.");
            await frames.End(sse);
            await sse.Flush();
            return;
        }
        catch (Exception error) when (!gone.IsCancellationRequested && error is not CutStreamException)
        {
            leaves = error is OperationCanceledException && over.IsCancellationRequested;
            failure = leaves ? Leaving() : FailureMapping.Of(error);
        }

        await (leaves ? frames.Leave(sse, failure) : frames.Fail(sse, failure));
        await sse.Flush();
        if (frames.CutsOnFailure)
            throw new CutStreamException(failure);
    }

    private static Failure Leaving() => new(
        ErrorCode.Interrupted,
        "This replica of the API stops, and the turn goes on. Follow it with GET /v1/sessions/{id}/events and Last-Event-ID.");

    private static async ValueTask<bool> IsSettled(Task step, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!step.IsCompleted)
            await step.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return step.IsCompleted;
    }
}
