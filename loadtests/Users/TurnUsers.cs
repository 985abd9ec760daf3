namespace Platform.LoadTests.Users;

/// <summary>Users that are connected, each with sessions of its own, so that no turn waits for another in its session.</summary>
internal sealed class TurnUsers : IDisposable
{
    private readonly ITurnUser[] _all;

    private TurnUsers(ITurnUser[] all) => _all = all;

    /// <summary>All of them.</summary>
    public IReadOnlyList<ITurnUser> All => _all;

    /// <summary>Connects them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="open">Connects one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TurnUsers> Connect(int count, Func<int, CancellationToken, Task<ITurnUser>> open, CancellationToken cancellationToken)
    {
        var all = new ITurnUser[count];
        try
        {
            await Parallel.ForAsync(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (index, token) => all[index] = await open(index, token));
            return new TurnUsers(all);
        }
        catch
        {
            Dispose(all);
            throw;
        }
    }

    /// <summary>Connects users that read whole answers.</summary>
    public static Task<TurnUsers> Connect(Scenarios.ScenarioContext context, TurnSessions sessions, int count, CancellationToken cancellationToken) =>
        Connect(count, async (user, token) => await TurnWorker.Open(context.Direct, sessions, user, count, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Dispose(_all);

    private static void Dispose(ITurnUser?[] all)
    {
        foreach (var user in all)
            user?.Dispose();
    }
}
