using System.Runtime.CompilerServices;
using Orleans.Runtime;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>
/// Brings a turn to its session. While a silo stops it takes no new turns, and the session moves: a turn that provably did not
/// run is brought again, so that a rolling restart fails no request. One that may have run is never repeated here; that is for
/// the caller to decide, who has an idempotency key for it.
/// </summary>
internal static class TurnDelivery
{
    /// <summary>How long a session may take to move: as long as the turns that run in it may take to end when a silo stops, and a bit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a turn and answers its outcome.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gone">The caller has left: nothing is brought again.</param>
    public static Task<TurnResult> Send(ISessionGrain session, TurnRequest turn, TimeProvider time, CancellationToken gone) =>
        Bring(() => session.Send(turn), static result => result, time, gone);

    /// <summary>Has a turn run by itself and answers where it stands.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gone">The caller has left: nothing is brought again.</param>
    public static Task<TurnRecord> Begin(ISessionGrain session, TurnRequest turn, TimeProvider time, CancellationToken gone) =>
        Bring(() => session.Begin(turn), static record => record.Result, time, gone);

    private static async Task<T> Bring<T>(Func<Task<T>> bring, Func<T, TurnResult> resultOf, TimeProvider time, CancellationToken gone)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answer = await bring();
                if (resultOf(answer).Error is not { Code: ErrorCode.Draining } || IsOver(time, begun, gone))
                    return answer;
            }
            catch (Exception error) when (DidNotRun(error) && !IsOver(time, begun, gone))
            {
                // It is brought again below.
            }

            await Pause(attempt, time, gone);
        }
    }

    /// <summary>Runs a turn and answers its events.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Leaves the stream.</param>
    public static async IAsyncEnumerable<TurnEvent> Stream(
        ISessionGrain session, TurnRequest turn, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            await using var events = session.Stream(turn, cancellationToken).GetAsyncEnumerator(cancellationToken);
            if (await TryBegin(events, () => !IsOver(time, begun, cancellationToken)) is { } any)
            {
                for (var more = any; more; more = await events.MoveNextAsync())
                    yield return events.Current;
                yield break;
            }

            await Pause(attempt, time, cancellationToken);
        }
    }

    /// <summary>Moves to the first event. Null when the turn did not run and may be brought again.</summary>
    private static async ValueTask<bool?> TryBegin(IAsyncEnumerator<TurnEvent> events, Func<bool> mayRepeat)
    {
        try
        {
            if (!await events.MoveNextAsync())
                return false;
        }
        catch (Exception error) when (DidNotRun(error) && mayRepeat())
        {
            return null;
        }

        return events.Current is { Kind: TurnEventKind.Failed, Result.Error.Code: ErrorCode.Draining } && mayRepeat() ? null : true;
    }

    // The loss of a silo is a kind of rejection too, but what that silo had may have run.
    private static bool DidNotRun(Exception error) =>
        error is PlatformException { Code: ErrorCode.Draining } or (OrleansMessageRejectionException and not SiloUnavailableException);

    private static bool IsOver(TimeProvider time, long begun, CancellationToken gone) =>
        gone.IsCancellationRequested || time.GetElapsedTime(begun) > Patience;

    private static Task Pause(int attempt, TimeProvider time, CancellationToken gone)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));
        return Task.Delay(pause < LongestPause ? pause : LongestPause, time, gone);
    }
}
