namespace Platform.LoadTests.Load;

/// <summary>Workers that each send the next request when the last one is answered: measures throughput.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs the workers through a warm-up that is not counted and a measured stretch.</summary>
    /// <param name="workers">How many at once.</param>
    /// <param name="warmUp">Not counted.</param>
    /// <param name="duration">Counted.</param>
    /// <param name="open">Makes a worker's request function; called once per worker.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops early, as the end of the <see cref="LoadRun"/> does; what was measured until then is answered.</param>
    /// <exception cref="LoadFailedException">A request was not answered, or not correctly.</exception>
    public static async Task<LoadResult> Run(
        int workers,
        TimeSpan warmUp,
        TimeSpan duration,
        Func<int, CancellationToken, Task<IWorker>> open,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var opened = new List<IWorker>(workers);
        try
        {
            for (var index = 0; index < workers; index++)
                opened.Add(await open(index, cancellationToken));
            var tallies = opened.Select(static _ => new WorkerTally()).ToArray();
            using var stretch = LoadRun.Begin(tallies, warmUp, warmUp + duration, time, cancellationToken);
            await Task.WhenAll(opened.Select((worker, index) => Task.Run(() => Work(worker, tallies[index], stretch, warmUp, duration, time), CancellationToken.None)));
            var elapsed = stretch.Elapsed - warmUp;
            elapsed = elapsed < duration ? elapsed : duration;
            return WorkerTally.Join(tallies, elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero);
        }
        finally
        {
            foreach (var worker in opened)
                worker.Dispose();
        }
    }

    private static async Task Work(IWorker worker, WorkerTally tally, LoadStretch stretch, TimeSpan warmUp, TimeSpan duration, TimeProvider time)
    {
        try
        {
            while (!stretch.Ended.IsCancellationRequested)
            {
                var sent = time.GetTimestamp();
                if (time.GetElapsedTime(stretch.Start, sent) >= warmUp + duration)
                    break;
                await worker.Next(CancellationToken.None);
                var answered = time.GetTimestamp();
                var at = time.GetElapsedTime(stretch.Start, answered) - warmUp;
                if (at >= TimeSpan.Zero && at < duration)
                    tally.Count(at, time.GetElapsedTime(sent, answered));
                else
                    tally.Warm();
            }
        }
        catch
        {
            // The run has failed: nothing more needs to be sent.
            await stretch.Fail();
            throw;
        }
    }
}
