using System.Net;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Clustering;

/// <summary>What a client of a localhost cluster knows without a table: one silo, of any generation.</summary>
internal sealed class StaticMembershipTable(IPEndPoint gateway) : IMembershipTable
{
    private readonly ClusterView _view = new(
        1,
        [
            new MembershipEntry
            {
                SiloAddress = SiloAddress.New(gateway, 0),
                ProxyPort = gateway.Port,
                Status = SiloStatus.Active,
                SiloName = "localhost",
            },
        ]);

    public Task ConnectAsync() => Task.CompletedTask;

    public Task<ClusterView> ReadAsync() => Task.FromResult(_view);

    public Task<bool> TryWriteAsync(long version, IReadOnlyCollection<MembershipEntry> changed, IReadOnlyCollection<MembershipEntry> removed, long newVersion) =>
        throw new NotSupportedException("A client writes no membership.");

    public Task WriteAliveAsync(MembershipEntry self) => throw new NotSupportedException("A client writes no membership.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
