using Platform.Contracts.Keys;
using Platform.Silo.Storage;

namespace Platform.Silo.Tenants;

/// <summary>The tenants as turns see them: read from the store, kept for a moment, dropped at once when one changes.</summary>
internal sealed class TenantCatalog
{
    private readonly SettingsCache<TenantDocument> _cache;

    public TenantCatalog(TenantStore store, ChangeFeed changes, TimeProvider time) => _cache = new(
        async storeKey => await store.Read(storeKey) is { Document: { ErasedSince: null } document } ? document : null, changes, time);

    /// <summary>The tenant; null when there is none.</summary>
    public ValueTask<TenantDocument?> Find(string tenantId) => FindByKey(StoreKey.Tenant(GrainKey.ForTenant(tenantId)));

    /// <summary>The same by a key that was composed before.</summary>
    public ValueTask<TenantDocument?> FindByKey(string tenantStoreKey) => _cache.Get(tenantStoreKey);
}
