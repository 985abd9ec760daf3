using System.Runtime.CompilerServices;
using Platform.Api.Overload;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.ServiceDefaults.Tuning;

namespace Platform.Api.Sessions;

/// <summary>
/// Brings a turn to its session. While a silo stops it takes no new turns, and the session moves: a turn that provably did not
/// run is brought again, so that a rolling restart fails no request. One that may have run is never repeated here; that is for
/// the caller to decide, who has an idempotency key for it.
/// </summary>
/// <param name="gate">Hears how late the silos are.</param>
/// <param name="awake">Hears of each step of a turn.</param>
/// <param name="time">The clock.</param>
internal sealed class TurnDelivery(TurnGate gate, AwakeProcessors awake, TimeProvider time)
{
    /// <summary>How long a session may take to move: as long as the turns that run in it may take to end when a silo stops, and a bit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a turn and answers its outcome.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="gone">The caller has left: nothing is brought again.</param>
    public async Task<TurnResult> Send(ISessionGrain session, TurnRequest turn, CancellationToken gone)
    {
        var sent = 0L;
        var result = await Bring(Call, static result => result, gone);
        gate.Answered(result, time.GetElapsedTime(sent));
        return result;

        Task<TurnResult> Call()
        {
            sent = time.GetTimestamp();
            return session.Send(turn);
        }
    }

    /// <summary>Has a turn run by itself and answers where it stands.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="gone">The caller has left: nothing is brought again.</param>
    public Task<TurnRecord> Begin(ISessionGrain session, TurnRequest turn, CancellationToken gone) =>
        Bring(() => session.Begin(turn), static record => record.Result, gone);

    private async Task<T> Bring<T>(Func<Task<T>> bring, Func<T, TurnResult> resultOf, CancellationToken gone)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answer = await bring();
                if (resultOf(answer).Error is not { Code: ErrorCode.Draining } || IsOver(begun, gone))
                    return answer;
            }
            catch (Exception error) when (DidNotRun(error) && !IsOver(begun, gone))
            {
                // It is brought again below.
            }

            await Pause(attempt, gone);
        }
    }

    /// <summary>Runs a turn and answers its events.</summary>
    /// <param name="session">The session.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">Leaves the stream.</param>
    public async IAsyncEnumerable<TurnEvent> Stream(
        ISessionGrain session, TurnRequest turn, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            await using var events = session.Stream(turn, cancellationToken).GetAsyncEnumerator(cancellationToken);
            if (await TryBegin(events, () => !IsOver(begun, cancellationToken)) is { } any)
            {
                for (var more = any; more; more = await events.MoveNextAsync())
                {
                    awake.Work();
                    // How long it took says nothing: its reader may be slow.
                    if (events.Current.Result is { } result)
                        gate.Answered(result, TimeSpan.Zero);
                    yield return events.Current;
                }

                yield break;
            }

            await Pause(attempt, cancellationToken);
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

    private bool IsOver(long begun, CancellationToken gone) =>
        gone.IsCancellationRequested || time.GetElapsedTime(begun) > Patience;

    private Task Pause(int attempt, CancellationToken gone)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));
        return Task.Delay(pause < LongestPause ? pause : LongestPause, time, gone);
    }
}
