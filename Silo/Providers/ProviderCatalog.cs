using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Silo.Models.Providers;
using Platform.Silo.Storage;

namespace Platform.Silo.Providers;

/// <summary>Tenants' own keys as turns see them: read from the store, kept for a moment, dropped at once when one changes.</summary>
internal sealed class ProviderCatalog : ITenantCredentials
{
    private readonly SettingsCache<TenantProviders> _cache;
    private readonly bool _allowsAddresses;

    public ProviderCatalog(ProviderStore store, ProviderVault vault, ChangeFeed changes, IOptions<ModelOptions> options, TimeProvider time)
    {
        _allowsAddresses = options.Value.AllowTenantBaseUrls;
        _cache = new SettingsCache<TenantProviders>(
            async storeKey => await store.Read(storeKey).ConfigureAwait(false) is { } records
                ? new TenantProviders(StoreKey.TenantOfProviders(storeKey), records, vault)
                : null,
            changes,
            time);
    }

    /// <inheritdoc/>
    public ValueTask<ProviderCredential?> Find(string tenantId, string provider)
    {
        var found = _cache.Get(ProviderStore.KeyOf(tenantId));
        return found.IsCompletedSuccessfully ? new(Checked(found.Result, provider)) : Wait(found, provider);
    }

    private async ValueTask<ProviderCredential?> Wait(ValueTask<TenantProviders?> found, string provider) =>
        Checked(await found.ConfigureAwait(false), provider);

    private ProviderCredential? Checked(TenantProviders? tenant, string provider)
    {
        var credential = tenant?.Find(provider);
        // The operator may have taken the permission back since.
        return credential?.BaseUrl is null || _allowsAddresses ? credential : throw ProviderFailures.AddressNoLongerAllowed(provider);
    }
}
