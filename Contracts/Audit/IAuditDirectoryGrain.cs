using Orleans.Concurrency;

namespace Platform.Contracts.Audit;

/// <summary>The audit logs of all tenants as one. Key: <see cref="Keys.GrainKey.Singleton"/>.</summary>
[Alias("IAuditDirectoryGrain")]
public interface IAuditDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Entries of all tenants, newest first.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<AuditPage> List(AuditQuery query);
}
