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
    /// <param name="cancellationToken">Stops early; what was measured until then is answered.</param>
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
            var start = time.GetTimestamp();
            var histograms = await Task.WhenAll(opened.Select(worker => Task.Run(() => Work(worker, start, warmUp, duration, time, cancellationToken), CancellationToken.None)));
            var elapsed = time.GetElapsedTime(start) - warmUp;
            var total = new LatencyHistogram();
            foreach (var histogram in histograms)
                total.Add(histogram);
            return new LoadResult(total.Count, elapsed < duration ? elapsed : duration, total);
        }
        finally
        {
            foreach (var worker in opened)
                worker.Dispose();
        }
    }

    private static async Task<LatencyHistogram> Work(
        IWorker worker, long start, TimeSpan warmUp, TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        var histogram = new LatencyHistogram();
        var end = warmUp + duration;
        while (!cancellationToken.IsCancellationRequested)
        {
            var sent = time.GetTimestamp();
            if (time.GetElapsedTime(start, sent) >= end)
                break;
            await worker.Next(CancellationToken.None);
            var answered = time.GetTimestamp();
            if (time.GetElapsedTime(start, answered) is var at && at >= warmUp && at < end)
                histogram.Record(time.GetElapsedTime(sent, answered));
        }

        return histogram;
    }
}
