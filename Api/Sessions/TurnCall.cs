using Platform.Api.Hosting;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>Runs a turn whose answer is wanted as a whole.</summary>
internal static class TurnCall
{
    /// <summary>Says that the answer is the stored one of an earlier request with the same idempotency key.</summary>
    public const string ReplayedHeader = "idempotent-replayed";

    /// <summary>The outcome of a turn that completed or was cancelled.</summary>
    /// <exception cref="PlatformException">The turn was refused, failed or was interrupted.</exception>
    public static async Task<TurnResult> Run(ISessionGrain session, TurnRequest turn, HttpContext context, TurnDelivery delivery)
    {
        var result = await Outcome(session, turn, context, delivery);
        if (result.Status is TurnStatus.Failed or TurnStatus.Interrupted)
        {
            throw result.Error?.ToException()
                ?? new PlatformException(ErrorCode.Interrupted, "The turn broke off before it was stored. Send the message again.");
        }

        if (result.Replayed)
            context.Response.Headers[ReplayedHeader] = "true";
        return result;
    }

    private static async Task<TurnResult> Outcome(ISessionGrain session, TurnRequest turn, HttpContext context, TurnDelivery delivery)
    {
        var over = context.RequestServices.GetRequiredService<Drain>().Over;
        // A call cannot be taken back; a stream can be left, so it serves a caller who wants the turn to end with him.
        var running = turn.OnDisconnect == DisconnectPolicy.Cancel
            ? Last(delivery.Stream(session, turn), context.RequestAborted)
            : delivery.Send(session, turn, context.RequestAborted);
        try
        {
            return await running.WaitAsync(over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            throw new PlatformException(
                ErrorCode.Interrupted,
                "This replica stops and can wait no longer; the turn runs on. Read the history, or send the request again with the same Idempotency-Key.");
        }
    }

    private static async Task<TurnResult> Last(IAsyncEnumerable<TurnEvent> steps, CancellationToken gone)
    {
        await foreach (var step in steps.WithCancellation(gone))
        {
            if (step.IsTerminal && step.Result is { } result)
                return result;
        }

        throw new PlatformException(ErrorCode.Interrupted, "The turn broke off: the silo that ran it went away. Send the message again.");
    }
}
