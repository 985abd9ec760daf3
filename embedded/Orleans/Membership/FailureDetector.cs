using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Activations;
using Orleans.Configuration;
using Orleans.Connections;
using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>
/// Probes other silos over the connection that also carries the calls. A silo that misses several probes in a row is voted dead;
/// when another silo suspects it already, one missed probe is enough to agree.
/// Where nobody listens any more on a silo's port, or another run of it does, its process is gone: that needs no further vote.
/// </summary>
internal sealed class FailureDetector : IAsyncDisposable
{
    private const int ProofsNeeded = 2;
    private static readonly TimeSpan BetweenProofs = TimeSpan.FromMilliseconds(100);

    private readonly MembershipAgent _agent;
    private readonly ClusterViewSource _views;
    private readonly SiloLinks _links;
    private readonly Silo _silo;
    private readonly ClusterMembershipOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<SiloAddress, int> _missed = new();
    private readonly ConcurrentDictionary<SiloAddress, bool> _underway = new();
    private Task _loop = Task.CompletedTask;

    public FailureDetector(
        MembershipAgent agent,
        ClusterViewSource views,
        SiloLinks links,
        Silo silo,
        IOptions<ClusterMembershipOptions> options,
        TimeProvider time)
    {
        _agent = agent;
        _views = views;
        _links = links;
        _silo = silo;
        _options = options.Value;
        _time = time;
    }

    public void Start()
    {
        if (!_options.LivenessEnabled)
            return;
        _links.ConnectionLost += ProbeSoon;
        _views.Changed += ProbeSuspects;
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;

        _links.ConnectionLost -= ProbeSoon;
        _views.Changed -= ProbeSuspects;
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Each silo probes those that follow it in the order of addresses, so that every one is probed by as many others.
    private IEnumerable<SiloAddress> Probed()
    {
        var others = _views.Current.Members
            .Where(member => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Joining)
            .Select(member => member.SiloAddress)
            .Order()
            .ToList();
        var self = others.IndexOf(_silo.Address);
        return others.Skip(self + 1).Concat(others.Take(Math.Max(0, self))).Take(_options.NumProbedSilos);
    }

    private async Task RunAsync()
    {
        // Twice as often as a probe may take, so that a silo that falls silent is not first noticed a whole probe later.
        using var timer = new PeriodicTimer(_options.ProbeTimeout / 2, _time);
        do
        {
            var probed = Probed().ToList();
            foreach (var gone in _missed.Keys.Except(probed))
                _missed.TryRemove(gone, out _);
            foreach (var silo in probed)
                _ = ProbeAsync(silo);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token));
    }

    private void ProbeSoon(SiloAddress silo)
    {
        if (!_stop.IsCancellationRequested && _views.Current.Find(silo) is { Status: SiloStatus.Active or SiloStatus.ShuttingDown })
            _ = ProbeAsync(silo);
    }

    // Whoever joined a moment ago, or was just about to notice, shall not need as long as the first to suspect did.
    private void ProbeSuspects(ClusterView view)
    {
        var limit = _time.GetUtcNow().UtcDateTime - _options.DeathVoteExpirationTimeout;
        foreach (var silo in Probed())
        {
            if (view.Find(silo)?.SuspectTimes?.Any(vote => vote.Item2 > limit && !vote.Item1.Equals(_silo.Address)) != true)
                continue;
            _missed.AddOrUpdate(silo, _options.NumMissedProbesLimit - 1, (_, count) => Math.Max(count, _options.NumMissedProbesLimit - 1));
            ProbeSoon(silo);
        }
    }

    // A silo that is dead or has left may never answer: nobody asks it any more.
    private bool IsWatched(SiloAddress silo) =>
        !_stop.IsCancellationRequested && _views.Current.StatusOf(silo) is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Joining;

    private async Task ProbeAsync(SiloAddress silo)
    {
        if (!_underway.TryAdd(silo, true))
            return;

        try
        {
            for (var proofs = 0; IsWatched(silo);)
            {
                var failure = await TryProbeAsync(silo).ConfigureAwait(false);
                if (failure is null)
                {
                    _missed.TryRemove(silo, out _);
                    return;
                }

                if (!SiloDialer.ProvesGone(failure))
                {
                    if (await MissedAsync(silo).ConfigureAwait(false))
                        return;
                    continue;
                }

                if (++proofs == ProofsNeeded)
                {
                    await _agent.SuspectAsync(silo, $"nothing of it listens on its port any more ({failure.Message})").ConfigureAwait(false);
                    return;
                }

                await Task.Delay(BetweenProofs, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            _underway.TryRemove(silo, out _);
        }
    }

    private async Task<Exception?> TryProbeAsync(SiloAddress silo)
    {
        try
        {
            await _links.Get(silo).PingAsync().WaitAsync(_options.ProbeTimeout, _time, _stop.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    /// <summary>Counts a missed probe.</summary>
    /// <returns>Whether it was one too many, or does not count.</returns>
    private async Task<bool> MissedAsync(SiloAddress silo)
    {
        // A silo that stood still itself has no ground to accuse others.
        if (!IsWatched(silo) || _silo.Stall.IsStalled)
            return true;

        var missed = _missed.AddOrUpdate(silo, 1, (_, count) => count + 1);
        MembershipLog.ProbeMissed(_agent.Log, silo, missed, _options.NumMissedProbesLimit);
        if (missed < _options.NumMissedProbesLimit)
            return false;
        await _agent.SuspectAsync(silo, proof: null).ConfigureAwait(false);
        return true;
    }
}
