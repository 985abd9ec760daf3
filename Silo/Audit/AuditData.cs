using Platform.Contracts.Erasure;
using Platform.Silo.Erasure;

namespace Platform.Silo.Audit;

/// <summary>
/// The audit logs of a tenant: what its own keys did goes with it, what the operator did stays on record. It names no user and
/// holds nothing that anybody would take along.
/// </summary>
internal sealed class AuditData(AuditStore store) : ITenantData
{
    public ErasureStage Stage => ErasureStage.Records;

    public Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased) => store.Erase(tenantId);

    public async IAsyncEnumerable<ExportRecord> Export(string tenantId)
    {
        await Task.CompletedTask;
        yield break;
    }
}
