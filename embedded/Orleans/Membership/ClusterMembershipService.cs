using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>The view of the cluster for the application.</summary>
internal sealed class ClusterMembershipService(ClusterViewSource views, MembershipTableReader reader, MembershipAgent agent) : IClusterMembershipService
{
    private ClusterView? _view;
    private ClusterMembershipSnapshot? _snapshot;

    public ClusterMembershipSnapshot CurrentSnapshot
    {
        get
        {
            var view = views.Current;
            if (_snapshot is not { } snapshot || !ReferenceEquals(_view, view))
            {
                _snapshot = snapshot = new ClusterMembershipSnapshot(
                    view.Members.ToImmutableDictionary(row => row.SiloAddress, row => new ClusterMember(row.SiloAddress, row.Status, row.SiloName)),
                    new MembershipVersion(view.Version));
                _view = view;
            }

            return snapshot;
        }
    }

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => UpdatesAsync();

    public async ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        if (minimumVersion == default || views.Current.Version < minimumVersion.Value)
            await reader.TryReadAsync().WaitAsync(cancellationToken);
    }

    public Task<bool> TryKill(SiloAddress siloAddress) => agent.SuspectAsync(siloAddress, "the application asked for it");

    private async IAsyncEnumerable<ClusterMembershipSnapshot> UpdatesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = views.WaitForChangeAsync();
            yield return CurrentSnapshot;
            await changed.WaitAsync(cancellationToken);
        }
    }
}
