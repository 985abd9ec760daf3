using System.Threading.Channels;

namespace Platform.LoadTests.Load;

/// <summary>
/// Requests on a fixed schedule, whatever the answers do: measures latency as callers feel it. A request's time counts from
/// when it was due, so a platform that stands still is not excused by the load standing still with it. The system's own clock
/// is kept to by a thread that wakes when a request is due, because timers fire on ticks of some milliseconds only.
/// </summary>
internal static class OpenLoop
{
    /// <summary>Runs the schedule until a token ends it, then waits for the answers to what was due by then.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="workers">Who sends; each one request at a time. What is due goes to the one that has waited longest.</param>
    /// <param name="time">The clock.</param>
    /// <param name="until">Ends the schedule. The end of the <see cref="LoadRun"/> does so, too, and gives up what is due and not sent.</param>
    /// <param name="warmUp">What is due before is sent and not measured.</param>
    /// <returns>How long each request took, by worker.</returns>
    /// <exception cref="LoadFailedException">A request was not answered, or not correctly.</exception>
    public static Task<OpenLoopResult> Run(
        int rate, IReadOnlyList<IWorker> workers, TimeProvider time, CancellationToken until, TimeSpan warmUp = default) =>
        Run(rate, workers, warmUp, duration: null, time, until);

    /// <summary>Runs the schedule through a warm-up that is not counted and a measured stretch, then waits for the answers to what was due by then.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="workers">Who sends; each one request at a time. What is due goes to the one that has waited longest.</param>
    /// <param name="warmUp">What is due within is sent and not measured.</param>
    /// <param name="duration">The measured stretch; null for one that a token ends.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the schedule early. The end of the <see cref="LoadRun"/> does so, too, and gives up what is due and not sent.</param>
    /// <exception cref="LoadFailedException">A request was not answered, or not correctly.</exception>
    public static async Task<OpenLoopResult> Run(
        int rate, IReadOnlyList<IWorker> workers, TimeSpan warmUp, TimeSpan? duration, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        var due = Channel.CreateUnbounded<TimeSpan>(new UnboundedChannelOptions { SingleWriter = true });
        var tallies = workers.Select(static _ => new WorkerTally()).ToArray();
        using var stretch = LoadRun.Begin(tallies, warmUp, warmUp + duration, time, cancellationToken);
        var working = workers.Select((worker, index) => Task.Run(() => Work(worker, tallies[index], due.Reader, stretch, time), CancellationToken.None)).ToArray();
        var pace = Pace.By(time);
        // A thread of its own: the pace may block it.
        await Task.Factory.StartNew(
            () => Schedule(rate, due.Writer, pace, stretch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await Task.WhenAll(working);
        var elapsed = stretch.Elapsed - warmUp;
        return new OpenLoopResult(elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero, tallies);
    }

    private static async Task Schedule(int rate, ChannelWriter<TimeSpan> due, Pace pace, LoadStretch stretch)
    {
        for (var count = 0L; !stretch.Ended.IsCancellationRequested; count++)
        {
            var at = TimeSpan.FromSeconds((double)count / rate);
            if (at >= stretch.Length)
                break;
            while (at - stretch.Elapsed is var left && left > TimeSpan.Zero && !stretch.Ended.IsCancellationRequested)
                await pace.Wait(left, stretch.Ended);
            if (!stretch.Ended.IsCancellationRequested)
                due.TryWrite(at);
        }

        due.Complete();
    }

    private static async Task Work(IWorker worker, WorkerTally tally, ChannelReader<TimeSpan> due, LoadStretch stretch, TimeProvider time)
    {
        try
        {
            var free = TimeSpan.Zero;
            await foreach (var at in due.ReadAllAsync(CancellationToken.None))
            {
                if (stretch.IsGivenUp)
                    break;
                var sent = time.GetElapsedTime(stretch.Start);
                await worker.Next(CancellationToken.None);
                var answered = time.GetElapsedTime(stretch.Start);
                if (at >= stretch.WarmUp)
                {
                    tally.Count(answered - stretch.WarmUp, answered - at);
                    // What waited for somebody to become free waited for the platform; the rest is the generator's own doing.
                    tally.SentLate.Record(sent - (at > free ? at : free));
                    tally.Queued += free > at ? 1 : 0;
                }
                else
                {
                    tally.Warm();
                }

                free = answered;
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
