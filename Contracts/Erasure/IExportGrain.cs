using Orleans.Concurrency;

namespace Platform.Contracts.Erasure;

/// <summary>
/// Reads out what the platform keeps, object by object, so that an export of any size takes little memory. Key:
/// <see cref="Keys.GrainKey.ForTenant"/>. What changes meanwhile may be in it or not; secrets never are.
/// </summary>
[Alias("IExportGrain")]
public interface IExportGrain : IGrainWithStringKey
{
    /// <summary>The tenant with everything in it. Fails with <see cref="ErrorCode.TenantNotFound"/>.</summary>
    [AlwaysInterleave, Alias("Tenant")]
    IAsyncEnumerable<ExportRecord> Tenant(CancellationToken cancellationToken = default);

    /// <summary>Everything of a user; nothing when the tenant does not know the user.</summary>
    [AlwaysInterleave, Alias("User")]
    IAsyncEnumerable<ExportRecord> User(string userId, CancellationToken cancellationToken = default);

    /// <summary>A session with its messages. Fails with <see cref="ErrorCode.SessionNotFound"/>.</summary>
    [AlwaysInterleave, Alias("Session")]
    IAsyncEnumerable<ExportRecord> Session(string sessionId, CancellationToken cancellationToken = default);
}
