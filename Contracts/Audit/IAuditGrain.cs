using Orleans.Concurrency;

namespace Platform.Contracts.Audit;

/// <summary>
/// What was done to a tenant, and by whom. Key: <see cref="Keys.GrainKey.ForTenant"/>; the platform's own tenant holds what is
/// about no other. Entries are only ever added, and dropped when they are too old or too many. Methods fail with
/// <see cref="ErrorCode.StorageUnavailable"/> when the store is away and with <see cref="ErrorCode.Overloaded"/> when too much
/// waits to be written. The caller says whom it is about and is trusted: only the API calls this.
/// </summary>
[Alias("IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>
    /// Notes that a change is about to be made. If nothing more is heard of it, it becomes an entry of unknown outcome.
    /// </summary>
    /// <returns>The id of the entry to come.</returns>
    [AlwaysInterleave, Alias("Begin")]
    Task<string> Begin(AuditChange change);

    /// <summary>Writes an entry. Once this returns it is stored.</summary>
    /// <param name="id">What <see cref="Begin"/> answered; null: it was not begun, since nothing could change.</param>
    /// <param name="change">What was asked.</param>
    /// <param name="outcome">What became of it.</param>
    [AlwaysInterleave, Alias("Record")]
    Task Record(string? id, AuditChange change, AuditOutcome outcome);

    /// <summary>Entries of all the tenant's logs, newest first.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<AuditPage> List(AuditQuery query);
}
