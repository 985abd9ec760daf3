using Microsoft.Extensions.Options;
using Platform.Contracts.Erasure;
using Platform.Silo.Erasure;
using Platform.Silo.Tenants;

namespace Platform.Silo.Requests;

/// <summary>What is on record of requests about a tenant.</summary>
internal sealed class TenantRequests(RequestEraser eraser, IOptions<TenantOptions> options) : ITenantData
{
    public ErasureStage Stage => ErasureStage.Records;

    public async Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased) =>
        await erased.Add(("requests", await eraser.Erase(tenantId, since, options.Value.EraseParallelism)));

    // Answers to requests, sealed under the callers' keys; what they made is exported elsewhere.
    public IAsyncEnumerable<ExportRecord> Export(string tenantId) => AsyncEnumerable.Empty<ExportRecord>();
}
