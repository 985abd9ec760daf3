using System.Threading.Channels;

namespace Platform.LoadTests.Load;

/// <summary>
/// Requests on a fixed schedule, whatever the answers do: measures latency as callers feel it. A request's time counts from
/// when it was due, so a platform that stands still is not excused by the load standing still with it.
/// </summary>
internal static class OpenLoop
{
    /// <summary>Runs the schedule until a token ends it, then waits for the answers to what was due by then.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="workers">Who sends; each one request at a time. What is due goes to the one that has waited longest.</param>
    /// <param name="time">The clock.</param>
    /// <param name="until">Ends the schedule.</param>
    /// <returns>How long each request took, by worker.</returns>
    /// <exception cref="LoadFailedException">A request was not answered, or not correctly.</exception>
    public static async Task<OpenLoopResult> Run(int rate, IReadOnlyList<IWorker> workers, TimeProvider time, CancellationToken until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        var due = Channel.CreateUnbounded<TimeSpan>(new UnboundedChannelOptions { SingleWriter = true });
        var start = time.GetTimestamp();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(until);
        var working = workers.Select(worker => Task.Run(() => Work(worker, due.Reader, start, time, failed), CancellationToken.None)).ToArray();
        await Schedule(rate, due.Writer, start, time, failed.Token);
        var latencies = await Task.WhenAll(working);
        return new OpenLoopResult(time.GetElapsedTime(start), latencies);
    }

    private static async Task Schedule(int rate, ChannelWriter<TimeSpan> due, long start, TimeProvider time, CancellationToken until)
    {
        for (var count = 0L; !until.IsCancellationRequested; count++)
        {
            var at = TimeSpan.FromSeconds((double)count / rate);
            if (at - time.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, time, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!until.IsCancellationRequested)
                due.TryWrite(at);
        }

        due.Complete();
    }

    private static async Task<IReadOnlyList<TimeSpan>> Work(
        IWorker worker, ChannelReader<TimeSpan> due, long start, TimeProvider time, CancellationTokenSource failed)
    {
        var latencies = new List<TimeSpan>();
        try
        {
            await foreach (var at in due.ReadAllAsync(CancellationToken.None))
            {
                await worker.Next(CancellationToken.None);
                latencies.Add(time.GetElapsedTime(start) - at);
            }
        }
        catch
        {
            // The run has failed: nothing more needs to be sent.
            await failed.CancelAsync();
            throw;
        }

        return latencies;
    }
}
