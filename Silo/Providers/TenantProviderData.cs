using Platform.Contracts.Erasure;
using Platform.Silo.Erasure;
using Platform.Silo.Storage;

namespace Platform.Silo.Providers;

/// <summary>A tenant's own keys of providers; exported without the keys themselves.</summary>
internal sealed class TenantProviderData(ProviderStore store, ChangeFeed changes) : ITenantData
{
    public ErasureStage Stage => ErasureStage.Records;

    public async Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased)
    {
        await erased.Add(("providers", await store.EraseAll(tenantId)));
        changes.Publish(ProviderStore.KeyOf(tenantId));
    }

    public async IAsyncEnumerable<ExportRecord> Export(string tenantId)
    {
        foreach (var (provider, record) in await store.Read(ProviderStore.KeyOf(tenantId)) ?? [])
            yield return ExportJson.Record("provider", record.ToInfo(provider), ExportJson.Default.ProviderKeyInfo);
    }
}
