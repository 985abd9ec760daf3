namespace Orleans.Runtime;

/// <summary>The view of the cluster, as this silo sees it.</summary>
public interface IClusterMembershipService
{
    /// <summary>The latest view.</summary>
    ClusterMembershipSnapshot CurrentSnapshot { get; }

    /// <summary>The latest view, then every later one; a slow reader skips views.</summary>
    IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates { get; }

    /// <summary>Reads the membership table.</summary>
    /// <param name="minimumVersion">Nothing is read when the view is at least this new; by default the table is always read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default);

    /// <summary>Declares a silo dead.</summary>
    /// <returns>False when the table could not be written.</returns>
    Task<bool> TryKill(SiloAddress siloAddress);
}
