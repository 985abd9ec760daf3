using Orleans.Membership;

namespace Orleans.Clustering;

/// <summary>Where silos write down that they are there.</summary>
internal interface IMembershipTable : IAsyncDisposable
{
    /// <summary>Connects. Repeating it is harmless.</summary>
    Task ConnectAsync();

    /// <summary>Reads every row. Throws when the table cannot be reached.</summary>
    Task<ClusterView> ReadAsync();

    /// <summary>Writes rows if the table still has a version, and raises the version.</summary>
    /// <param name="version">The version that was read.</param>
    /// <param name="changed">Rows to write.</param>
    /// <param name="removed">Rows to remove.</param>
    /// <param name="newVersion">The version afterwards; higher than <paramref name="version"/>.</param>
    /// <returns>False when somebody else was first: read again.</returns>
    Task<bool> TryWriteAsync(long version, IReadOnlyCollection<MembershipEntry> changed, IReadOnlyCollection<MembershipEntry> removed, long newVersion);

    /// <summary>Writes down that a silo is alive; this raises no version.</summary>
    Task WriteAliveAsync(MembershipEntry self);
}
