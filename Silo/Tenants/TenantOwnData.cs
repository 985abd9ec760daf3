using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Tenants;
using Platform.Silo.Erasure;

namespace Platform.Silo.Tenants;

/// <summary>A tenant's settings and API keys. Their erasure is the tombstone's: the record itself goes last of all.</summary>
internal sealed class TenantOwnData(IGrainFactory grains) : ITenantData
{
    public ErasureStage Stage => ErasureStage.Access;

    public Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased) => Task.CompletedTask;

    public async IAsyncEnumerable<ExportRecord> Export(string tenantId)
    {
        var tenant = grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId));
        if (await tenant.Get() is not { } info)
            yield break;
        yield return ExportJson.Record("tenant", info, ExportJson.Default.TenantInfo);
        string? cursor = null;
        do
        {
            var page = await tenant.ListKeys(new PageRequest(PageRequest.MaxLimit, cursor));
            foreach (var key in page.Data)
                yield return ExportJson.Record("key", key, ExportJson.Default.KeyInfo);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
