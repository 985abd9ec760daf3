namespace Platform.Tests.TestKit;

/// <summary>Waits for what another process, or another part of a running cluster, brings about in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Looks until what it sees is as expected; past the deadline the last look is the message.</summary>
    public static async Task<T> See<T>(Func<Task<T>> look, Func<T, bool> expected, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var seen = await look();
        while (!expected(seen))
        {
            try
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"After {Deadline.TotalSeconds} s still: {System.Text.Json.JsonSerializer.Serialize(seen)}");
            }

            seen = await look();
        }

        return seen;
    }
}
