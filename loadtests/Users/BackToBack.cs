using Platform.LoadTests.Load;

namespace Platform.LoadTests.Users;

/// <summary>Users who each send their next turn as soon as the last one is answered: a closed loop, turn by turn.</summary>
internal static class BackToBack
{
    /// <summary>Runs them.</summary>
    /// <param name="users">Who sends.</param>
    /// <param name="ramp">Over how long their first turns are spread, evenly: where a model takes its time, they would all ask together for ever.</param>
    /// <param name="warmUp">How much of it is not measured, the ramp included.</param>
    /// <param name="length">For how long turns are begun.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it early, as the end of the <see cref="LoadRun"/> does; what was sent until then is answered.</param>
    /// <exception cref="LoadFailedException">A turn was not answered rightly.</exception>
    public static async Task<TurnSamples> Run(
        IReadOnlyList<ITurnUser> users, TimeSpan ramp, TimeSpan warmUp, TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        var tallies = users.Select(static _ => new WorkerTally()).ToArray();
        using var stretch = LoadRun.Begin(tallies, warmUp, length, time, cancellationToken);
        var samples = await Task.WhenAll(users.Select((user, index) => Task.Run(() => Work(user, tallies[index], ramp * index / users.Count), CancellationToken.None)));
        return new TurnSamples(stretch.Start, warmUp, stretch.Elapsed < length ? stretch.Elapsed : length, samples.SelectMany(static turns => turns));

        async Task<List<TurnSample>> Work(ITurnUser user, WorkerTally tally, TimeSpan first)
        {
            var turns = new List<TurnSample>();
            try
            {
                if (first > TimeSpan.Zero)
                    await Task.Delay(first, time, stretch.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                while (!stretch.Ended.IsCancellationRequested && stretch.Elapsed is var sent && sent < length)
                {
                    var outcome = await user.Turn(CancellationToken.None);
                    tally.Warm();
                    turns.Add(new TurnSample(sent, sent, stretch.Elapsed, outcome));
                }
            }
            catch
            {
                // The run has failed: nothing more needs to be sent.
                await stretch.Fail();
                throw;
            }

            return turns;
        }
    }
}
