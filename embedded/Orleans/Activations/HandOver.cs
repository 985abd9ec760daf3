using System.Collections.Concurrent;
using Orleans.Calls;
using Orleans.Management;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>
/// Keeps a grain from being active on two silos while silos join and leave. After a change of the view every silo ends the
/// activations it no longer owns and then announces that it has settled in this version. Until a silo has, the new owner of a
/// grain asks it before activating, unless the silo has not owned the grain since it settled last; the asked silo first catches up
/// with the asker's view, so that it will not activate the grain afterwards. While it still runs the grain, callers are sent to it.
/// Guaranteed: one activation per grain as long as silos that are not declared dead can talk to each other. Not guaranteed: that
/// a silo which was declared dead but still runs has none; whoever stores state must fence its writes.
/// </summary>
internal sealed class HandOver(Silo silo, ClusterViewSource views)
{
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<SiloAddress, long> _settled = new();
    private readonly ViewHistory _history = new(views);
    private readonly Lock _lock = new();
    private long _clearVersion;
    private long _ownSettled;

    /// <summary>The version of the view in which this silo holds no other silo's grains.</summary>
    public long OwnSettledVersion => Interlocked.Read(ref _ownSettled);

    /// <summary>Notes that another silo has settled.</summary>
    public void Settled(SiloAddress other, long version) => _settled.AddOrUpdate(other, version, (_, known) => Math.Max(known, version));

    /// <summary>Asks the silos that may still run a grain.</summary>
    /// <returns>The silo that does; null when none does.</returns>
    public ValueTask<SiloAddress?> FindHolderAsync(GrainId grain)
    {
        var view = views.Current;
        if (Interlocked.Read(ref _clearVersion) == view.Version)
            return default;

        var unsettled = Unsettled(view);
        if (unsettled.Count == 0)
        {
            Interlocked.Exchange(ref _clearVersion, view.Version);
            return default;
        }

        // A silo that stands still answers only once it is declared dead: the grains of others must not wait for that.
        unsettled.RemoveAll(other => !_history.MayHaveOwned(other, grain, _settled.GetValueOrDefault(other), view.Version));
        return unsettled.Count == 0 ? default : AskAsync(grain, view, unsettled);
    }

    /// <summary>Ends the activations that a view gives to others, then announces it.</summary>
    public async Task SettleAsync(ClusterView view)
    {
        var leaving = new List<(Activation Activation, Task Ended)>();
        foreach (var activation in silo.Activations.All)
        {
            if (!silo.Owns(activation.GrainId))
                leaving.Add((activation, activation.Leave(silo.LeaveReason)));
        }

        foreach (var (activation, ended) in leaving)
        {
            if (!ended.IsCompleted)
                await EndedAsync(activation, ended).ConfigureAwait(false);
        }

        lock (_lock)
            _ownSettled = Math.Max(_ownSettled, view.Version);
        if (views.Current.Version == view.Version)
            await AnnounceAsync(view).ConfigureAwait(false);
    }

    /// <summary>Answers <see cref="FindHolderAsync"/> of another silo.</summary>
    /// <returns>Whether this silo still runs the grain.</returns>
    public async Task<bool> IsHeldAsync(GrainId grain, long version)
    {
        if (views.Current.Version < version)
        {
            views.RequestRefresh();
            await views.WaitForChangeAsync(TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
        }

        if (!silo.Activations.TryGet(grain, out var activation))
            return views.Current.Version < version;
        if (silo.Owns(grain))
            return true;

        var ended = activation.Leave(silo.LeaveReason);
        await ended.WaitAsync(AskAgain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ended.IsCompleted;
    }

    private static async Task EndedAsync(Activation activation, Task ended)
    {
        // A stream may stay open for hours: after a while its consumer has to open it at the new owner.
        var limit = activation.Class.DeactivationTimeout;
        await ended.WaitAsync(limit, activation.Silo.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompleted)
            activation.EndStreams();
        await ended.ConfigureAwait(false);
    }

    private List<SiloAddress> Unsettled(ClusterView view) =>
        [.. view.Members
            .Where(member => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping && !member.SiloAddress.Equals(silo.Address))
            .Select(member => member.SiloAddress)
            .Where(other => _settled.GetValueOrDefault(other) < view.Version)];

    private async ValueTask<SiloAddress?> AskAsync(GrainId grain, ClusterView view, List<SiloAddress> unsettled)
    {
        var answers = await Task.WhenAll(unsettled.Select(other => IsHeldByAsync(grain, view.Version, other))).ConfigureAwait(false);
        var held = Array.IndexOf(answers, true);
        return held < 0 ? null : unsettled[held];
    }

    private async Task<bool> IsHeldByAsync(GrainId grain, long version, SiloAddress other)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < AskLimit && !views.Current.IsDead(other))
        {
            try
            {
                var control = silo.GrainFactory.GetGrain<ISiloControl>(SiloControlAddress.Of(other));
                var answer = await control.IsHeld(grain.Type.ToString(), grain.Key.ToString(), version).ConfigureAwait(false);
                Settled(other, answer.SettledVersion);
                return answer.IsHeld;
            }
            catch (Exception error) when (error is OrleansException or TimeoutException)
            {
                HandOverLog.NoAnswer(silo.Log, other, grain, error);
                await views.WaitForChangeAsync(AskAgain, TimeProvider.System).ConfigureAwait(false);
            }
        }

        return false;
    }

    // To all at once: one that does not answer must not keep the others from knowing.
    private Task AnnounceAsync(ClusterView view) => Task.WhenAll(view.Active
        .Select(member => member.SiloAddress)
        .Where(other => !other.Equals(silo.Address))
        .Select(other => AnnounceToAsync(other, view.Version)));

    private async Task AnnounceToAsync(SiloAddress other, long version)
    {
        try
        {
            await silo.GrainFactory.GetGrain<ISiloControl>(SiloControlAddress.Of(other))
                .Settled(silo.Address.ToParsableString(), version).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            // It learns the version when it asks.
            HandOverLog.NotTold(silo.Log, other, error);
        }
    }
}
