using Platform.Silo.Models.Providers;

namespace Platform.Silo.Providers;

/// <summary>A tenant's own keys as its turns use them; each is decrypted when it is first used.</summary>
internal sealed class TenantProviders(string tenantId, Dictionary<string, ProviderRecord> records, ProviderVault vault)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProviderCredential> _open = new(StringComparer.Ordinal);

    /// <summary>The key of a provider; null when the tenant has none.</summary>
    /// <exception cref="Contracts.Errors.PlatformException">It cannot be read at the moment, or any more.</exception>
    public ProviderCredential? Find(string provider)
    {
        if (!records.TryGetValue(provider, out var record))
            return null;
        lock (_gate)
        {
            if (!_open.TryGetValue(provider, out var credential))
            {
                credential = new ProviderCredential(vault.Open(tenantId, provider, record), record.BaseUrl, tenantId, record.Stamp);
                _open[provider] = credential;
            }

            return credential;
        }
    }
}
