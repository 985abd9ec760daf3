using Orleans.Concurrency;

namespace Platform.Contracts.Providers;

/// <summary>
/// A tenant's own keys of model providers. Key: <see cref="Keys.GrainKey.ForTenant"/>. A key goes in and never comes out: it
/// is encrypted here, and decrypted only where the tenant's turns are run. Methods fail with
/// <see cref="ErrorCode.TenantNotFound"/>, and with <see cref="ErrorCode.ProviderNotFound"/> when no tenant can have a key of
/// such a provider.
/// </summary>
[Alias("IProviderKeysGrain")]
public interface IProviderKeysGrain : IGrainWithStringKey
{
    /// <summary>
    /// Sets the key of a provider, in place of the one before. Within a second the tenant's turns use it on every silo. Fails
    /// with <see cref="ErrorCode.InvalidValue"/> when the key or the address cannot be used, or tenants may set no addresses.
    /// </summary>
    [Alias("Put")]
    Task<ProviderKeyInfo> Put(string provider, NewProviderKey key);

    /// <summary>The keys, by the providers' names.</summary>
    [ReadOnly, Alias("List")]
    Task<ProviderKeyInfo[]> List();

    /// <summary>The key of a provider; null when the tenant has none.</summary>
    [ReadOnly, Alias("Get")]
    Task<ProviderKeyInfo?> Get(string provider);

    /// <summary>Erases the key of a provider: the tenant's turns use the operator's again, if there is one. False when there was none.</summary>
    [Alias("Delete")]
    Task<bool> Delete(string provider);
}
