namespace Platform.Silo.Paging;

/// <summary>Many calls, a few at a time.</summary>
internal static class Bounded
{
    /// <summary>The results in the order of the items.</summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="parallelism">How many calls are under way at most.</param>
    /// <param name="call">The call for one item.</param>
    public static async Task<TResult[]> Map<TItem, TResult>(IReadOnlyList<TItem> items, int parallelism, Func<TItem, Task<TResult>> call)
    {
        var results = new TResult[items.Count];
        var next = -1;
        var workers = new Task[Math.Min(parallelism, items.Count)];
        for (var worker = 0; worker < workers.Length; worker++)
            workers[worker] = Work();
        await Task.WhenAll(workers);
        return results;

        async Task Work()
        {
            for (var index = Interlocked.Increment(ref next); index < items.Count; index = Interlocked.Increment(ref next))
                results[index] = await call(items[index]);
        }
    }
}
