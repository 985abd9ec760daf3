using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Silo.Paging;
using Platform.Silo.Storage;

namespace Platform.Silo.Usage;

/// <summary>
/// Sees to it that every stored turn comes into the ledger: what a lost silo did not post any more, the others have its sessions
/// post; what this silo has taken is posted before it goes.
/// </summary>
internal sealed class LedgerRecovery(
    Ledger ledger, UnpostedSessions unposted, PostSessionUsage postSession, ISiloStatusOracle silos, RedisStore redis, IOptions<UsageOptions> options,
    TimeProvider time, ILogger<LedgerRecovery> logger) : BackgroundService, IHostedLifecycleService
{
    private const int Parallelism = 16;

    /// <summary>How long the end of the silo waits for the store.</summary>
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);

    private HashSet<string> _suspects = [];

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the silo has left: its last turns have been stored by now.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FlushPatience);
        try
        {
            await ledger.Flush(patience.Token);
            await unposted.Sweep(isLast: true);
        }
        catch (Exception error) when (error is PlatformException or OperationCanceledException)
        {
            UsageLog.NotFlushed(logger, error.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RecoveryInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await unposted.Sweep(isLast: false);
                await Recover(stoppingToken);
            }
            catch (PlatformException error)
            {
                UsageLog.NotRecovered(logger, error.Message);
            }
        }
    }

    /// <summary>Looks for sets whose silo is not there. Once is not enough: this silo may not have heard of that one yet.</summary>
    private async Task Recover(CancellationToken cancellationToken)
    {
        var sets = await redis.Run(redis.Database.HashGetAllAsync(StoreKey.UnpostedSets));
        var living = silos.GetActiveSilos().Select(static silo => silo.ToParsableString()).Append(silos.SiloAddress.ToParsableString()).ToHashSet(StringComparer.Ordinal);
        var lost = sets.Where(set => !living.Contains((string)set.Value!)).ToArray();
        foreach (var set in lost.Where(set => _suspects.Contains(set.Name!)))
            await Recover((string)set.Name!, (string)set.Value!, cancellationToken);
        _suspects = [.. lost.Select(static set => (string)set.Name!)];
    }

    private async Task Recover(string set, string silo, CancellationToken cancellationToken)
    {
        var key = StoreKey.UnpostedSessions(set);
        var sessions = await redis.Run(redis.Database.SetMembersAsync(key));
        // Several silos may do it at once: a turn that is in the ledger does not come into it again.
        var posted = await Bounded.Map(sessions, Parallelism, session => Post(session!, cancellationToken));
        await redis.Run(redis.Database.SetRemoveAsync(key, [.. sessions.Where((_, place) => posted[place])]));
        if (Array.TrueForAll(posted, static done => done))
        {
            await redis.Run(redis.Database.KeyDeleteAsync(key));
            await redis.Run(redis.Database.HashDeleteAsync(StoreKey.UnpostedSets, set));
        }

        if (sessions.Length > 0)
            UsageLog.Recovered(logger, sessions.Length, silo);
    }

    private async Task<bool> Post(string sessionKey, CancellationToken cancellationToken)
    {
        try
        {
            await postSession(sessionKey).WaitAsync(cancellationToken);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            UsageLog.NotRepaired(logger, sessionKey, error.Message);
            return false;
        }
    }
}
