using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Activations;
using Orleans.Clustering;
using Orleans.Configuration;
using Orleans.Connections;
using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>Keeps this silo's row in the membership table: joins, says it is alive, votes, leaves, and tells the others of changes.</summary>
internal sealed class MembershipAgent
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly IMembershipTable _table;
    private readonly MembershipTableReader _reader;
    private readonly ClusterViewSource _views;
    private readonly SiloLinks _links;
    private readonly Silo _silo;
    private readonly ClusterMembershipOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private MembershipEntry _self = new();

    public MembershipAgent(
        IMembershipTable table,
        MembershipTableReader reader,
        ClusterViewSource views,
        SiloLinks links,
        Silo silo,
        IOptions<ClusterMembershipOptions> options,
        TimeProvider time,
        ILoggerFactory logs)
    {
        _table = table;
        _reader = reader;
        _views = views;
        _links = links;
        _silo = silo;
        _options = options.Value;
        _time = time;
        _log = logs.CreateLogger("Orleans.Membership");
    }

    public SiloStatus Status => _self.Status;

    public ILogger Log => _log;

    /// <summary>Connects to the table.</summary>
    /// <exception cref="OrleansException">The table could not be reached in time.</exception>
    public async Task<ClusterView> ConnectAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                await _table.ConnectAsync();
                return await _table.ReadAsync();
            }
            catch (Exception error) when (_time.GetElapsedTime(start) < _options.MaxJoinAttemptTime)
            {
                if (!told)
                    MembershipLog.WaitingForTable(_log, error);
                told = true;
                await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellationToken);
            }
            catch (Exception error)
            {
                throw new OrleansException($"The membership table could not be read for {_options.MaxJoinAttemptTime:c}: check the Redis connection of Orleans:Clustering.", error);
            }
        }
    }

    /// <summary>Writes this silo into the table, and out of it whatever ran on its endpoint before.</summary>
    public Task JoinAsync(MembershipEntry self, CancellationToken cancellationToken)
    {
        _self = self;
        return WriteStatusAsync(SiloStatus.Joining, cancellationToken);
    }

    /// <summary>Writes a new status of this silo and tells the others.</summary>
    public async Task WriteStatusAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            view =>
            {
                var self = _self.Copy();
                self.Status = status;
                self.IAmAliveTime = Now();
                self.SuspectTimes = null;
                var replaced = view.Members.Where(member => member.Status != SiloStatus.Dead && member.SiloAddress.IsPredecessorOf(self.SiloAddress));
                return [self, .. replaced.Select(Dead)];
            },
            cancellationToken);
        _self = _self.Copy();
        _self.Status = status;
        MembershipLog.StatusChanged(_log, _self.SiloAddress, status);
    }

    /// <summary>Writes that this silo is alive.</summary>
    public async Task WriteAliveAsync()
    {
        try
        {
            var self = _self.Copy();
            self.IAmAliveTime = Now();
            await _table.WriteAliveAsync(self);
        }
        catch (Exception error)
        {
            MembershipLog.CannotWrite(_log, error);
        }
    }

    /// <summary>Votes that a silo is dead; declares it dead when there are votes enough, or proof.</summary>
    /// <returns>False when the table could not be written.</returns>
    public async Task<bool> SuspectAsync(SiloAddress suspect, string? proof)
    {
        try
        {
            await ChangeAsync(view => view.Find(suspect) is { } row && row.Status != SiloStatus.Dead ? [Vote(view, row, proof)] : [], CancellationToken.None);
            return true;
        }
        catch (Exception error)
        {
            MembershipLog.CannotWrite(_log, error);
            return false;
        }
    }

    /// <summary>Removes rows of silos that have been dead for long, or of which there are too many.</summary>
    public async Task CleanUpAsync()
    {
        try
        {
            var view = await _table.ReadAsync();
            var dead = view.Members.Where(member => member.Status == SiloStatus.Dead).OrderByDescending(member => member.IAmAliveTime).ToList();
            var limit = Now() - _options.DefunctSiloExpiration;
            var defunct = dead.Where((member, index) => member.IAmAliveTime < limit || index >= (_options.MaxDefunctSiloEntries ?? int.MaxValue)).ToList();
            if (defunct.Count > 0 && await _table.TryWriteAsync(view.Version, [], defunct, view.Version + 1))
                await _reader.TryReadAsync();
        }
        catch (Exception error)
        {
            MembershipLog.CannotWrite(_log, error);
        }
    }

    /// <summary>Writes the known view back when the table has lost it, as when Redis came back with older data.</summary>
    public async Task RestoreAsync()
    {
        try
        {
            while (true)
            {
                var known = _views.Current;
                var view = await _table.ReadAsync();
                if (view.Version >= known.Version)
                    return;
                if (!await _table.TryWriteAsync(view.Version, [.. known.Members], [], known.Version + 1))
                    continue;
                MembershipLog.Restored(_log, view.Version, known.Version);
                break;
            }

            await _reader.TryReadAsync();
            Gossip();
        }
        catch (Exception error)
        {
            MembershipLog.CannotWrite(_log, error);
        }
    }

    /// <summary>Tells silos and connected clients that the view has changed.</summary>
    public void Gossip()
    {
        if (!_options.UseLivenessGossip)
            return;

        var view = _views.Current;
        _silo.Connections.Announce(view.Version);
        foreach (var member in view.Members)
        {
            if (member.Status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown && !member.SiloAddress.Equals(_self.SiloAddress))
                _ = NotifyAsync(member.SiloAddress, view.Version);
        }
    }

    private static MembershipEntry Dead(MembershipEntry row)
    {
        var dead = row.Copy();
        dead.Status = SiloStatus.Dead;
        return dead;
    }

    private async Task NotifyAsync(SiloAddress silo, long version)
    {
        try
        {
            await _links.Get(silo).NotifyAsync(new NumberFrame(FrameKind.View, (ulong)version)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The link has logged it; an unreachable silo is the failure detector's concern, and it reads the table by itself.
        }
    }

    private MembershipEntry Vote(ClusterView view, MembershipEntry row, string? proof)
    {
        var now = Now();
        var fresh = (row.SuspectTimes ?? []).Where(vote => vote.Item2 > now - _options.DeathVoteExpirationTimeout && !vote.Item1.Equals(_self.SiloAddress)).ToList();
        fresh.Add(Tuple.Create(_self.SiloAddress, now));
        var voters = view.Active.Count(member => !member.SiloAddress.Equals(row.SiloAddress)
            && (member.SiloAddress.Equals(_self.SiloAddress) || member.IAmAliveTime > now - _options.AllowedIAmAliveMissPeriod));
        var needed = Math.Max(1, Math.Min(_options.NumVotesForDeathDeclaration, voters));
        var changed = row.Copy();
        changed.SuspectTimes = fresh;
        if (proof is not null || fresh.Count >= needed)
        {
            changed.Status = SiloStatus.Dead;
            MembershipLog.DeclaredDead(_log, row.SiloAddress, proof ?? $"{fresh.Count} silos cannot reach it");
        }
        else
        {
            MembershipLog.Suspected(_log, row.SiloAddress, fresh.Count, needed);
        }

        return changed;
    }

    // Reads, changes and writes until nobody was faster.
    private async Task ChangeAsync(Func<ClusterView, MembershipEntry[]> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var view = await _table.ReadAsync();
            var rows = change(view);
            if (rows.Length == 0 || await _table.TryWriteAsync(view.Version, rows, [], view.Version + 1))
                break;
            await Task.Delay(Pause * Random.Shared.NextDouble() * Math.Min(attempt + 1, 10), TimeProvider.System, cancellationToken);
        }

        await _reader.TryReadAsync();
        Gossip();
    }

    private DateTime Now() => _time.GetUtcNow().UtcDateTime;
}
