using Platform.Contracts.Sessions;

namespace Platform.Api.Sessions;

/// <summary>
/// Waits for a turn's answer, and notices that none will come. A client of the cluster is not told that a silo was lost, so a
/// call that it had would wait for the end of its time, which for a turn is many minutes. Who waits longer than
/// <see cref="LookEvery"/> therefore asks the session whether it has the call: one that lives on another silo by now has not.
/// </summary>
internal static class LostCall
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2.5);

    /// <summary>The answer may be under way when the session says that it has no such call.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    /// <summary>The answer.</summary>
    /// <param name="session">The session.</param>
    /// <param name="requestId">The <see cref="TurnRequest.RequestId"/> of the call; null: it is waited for without a look.</param>
    /// <param name="call">The call.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SiloUnavailableException">The silo that had the call is gone: it may have run.</exception>
    public static Task<TurnResult> Answer(ISessionGrain session, string? requestId, Task<TurnResult> call, TimeProvider time) =>
        requestId is null || call.IsCompleted ? call : Watch(session, requestId, call, time);

    private static async Task<TurnResult> Watch(ISessionGrain session, string requestId, Task<TurnResult> call, TimeProvider time)
    {
        var missed = false;
        while (!await Ends(call, missed ? LookAgain : LookEvery, time))
        {
            var known = await Asked(session, requestId, call, time);
            if (known == false && missed && !call.IsCompleted)
                throw new SiloUnavailableException("The silo that ran the turn went away.");
            missed = known == false;
        }

        return await call;
    }

    /// <summary>Null: nobody says so at the moment.</summary>
    private static async Task<bool?> Asked(ISessionGrain session, string requestId, Task call, TimeProvider time)
    {
        var asked = session.IsSending(requestId);
        await ((Task)Task.WhenAny(asked, call).WaitAsync(LookEvery, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return asked.IsCompletedSuccessfully ? await asked : null;
    }

    private static async Task<bool> Ends(Task call, TimeSpan within, TimeProvider time)
    {
        await call.WaitAsync(within, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.IsCompleted;
    }
}
