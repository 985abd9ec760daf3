using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Clustering;

/// <summary>The table of a cluster of one silo.</summary>
internal sealed class InMemoryMembershipTable : IMembershipTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, MembershipEntry> _rows = [];
    private long _version = 1;

    public Task ConnectAsync() => Task.CompletedTask;

    public Task<ClusterView> ReadAsync()
    {
        lock (_lock)
            return Task.FromResult(new ClusterView(_version, _rows.Values));
    }

    public Task<bool> TryWriteAsync(long version, IReadOnlyCollection<MembershipEntry> changed, IReadOnlyCollection<MembershipEntry> removed, long newVersion)
    {
        lock (_lock)
        {
            if (version != _version)
                return Task.FromResult(false);
            foreach (var row in changed)
                _rows[row.SiloAddress] = row;
            foreach (var row in removed)
                _rows.Remove(row.SiloAddress);
            _version = newVersion;
            return Task.FromResult(true);
        }
    }

    public Task WriteAliveAsync(MembershipEntry self) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
