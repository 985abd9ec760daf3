namespace Platform.LoadTests.Users;

/// <summary>Users who each send their next turn as soon as the last one is answered: a closed loop, turn by turn.</summary>
internal static class BackToBack
{
    /// <summary>Runs them.</summary>
    /// <param name="users">Who sends.</param>
    /// <param name="ramp">Over how long their first turns are spread, evenly: where a model takes its time, they would all ask together for ever.</param>
    /// <param name="length">For how long turns are begun.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it early; what was sent until then is answered.</param>
    /// <exception cref="Load.LoadFailedException">A turn was not answered rightly.</exception>
    public static async Task<TurnSamples> Run(
        IReadOnlyList<ITurnUser> users, TimeSpan ramp, TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var samples = await Task.WhenAll(users.Select((user, index) => Task.Run(() => Work(user, ramp * index / users.Count), CancellationToken.None)));
        return new TurnSamples(start, [.. samples.SelectMany(static turns => turns)]);

        async Task<List<TurnSample>> Work(ITurnUser user, TimeSpan first)
        {
            var turns = new List<TurnSample>();
            try
            {
                if (first > TimeSpan.Zero)
                    await Task.Delay(first, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                while (!stop.IsCancellationRequested && time.GetElapsedTime(start) is var sent && sent < length)
                {
                    var outcome = await user.Turn(CancellationToken.None);
                    turns.Add(new TurnSample(sent, sent, time.GetElapsedTime(start), outcome));
                }
            }
            catch
            {
                // The run has failed: nothing more needs to be sent.
                await stop.CancelAsync();
                throw;
            }

            return turns;
        }
    }
}
