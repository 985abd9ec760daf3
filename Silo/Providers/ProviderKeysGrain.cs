using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Contracts.Providers;
using Platform.Silo.Models.Claude;
using Platform.Silo.Models.OpenAi;
using Platform.Silo.Models.Providers;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;

namespace Platform.Silo.Providers;

/// <inheritdoc cref="IProviderKeysGrain"/>
/// <remarks>Holds nothing: every change is one command to the store, so that two activations cannot disagree.</remarks>
[GrainType("provider-keys")]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class ProviderKeysGrain(
    ProviderStore store, ProviderVault vault, TenantCatalog tenants, ChangeFeed changes, IOptions<ModelOptions> options, TimeProvider time)
    : Grain, IProviderKeysGrain
{
    private const string StampPrefix = "pk_";
    private const int LeastHinted = 12;

    private string TenantId => Uri.UnescapeDataString(this.GetPrimaryKeyString());

    public async Task<ProviderKeyInfo> Put(string provider, NewProviderKey key)
    {
        await Check(provider);
        if (key.ApiKey.Length is 0 or > NewProviderKey.MaxKeyLength || key.ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw ProviderFailures.InvalidKey();
        if (key.BaseUrl is { } address)
        {
            if (!options.Value.AllowTenantBaseUrls)
                throw ProviderFailures.AddressNotAllowed();
            if (address.Length > NewProviderKey.MaxBaseUrlLength || !ProviderAddress.IsValid(address))
                throw ProviderFailures.InvalidAddress();
        }

        // In the milliseconds that an answer shows, so that it reads back alike.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var hint = key.ApiKey.Length >= LeastHinted ? key.ApiKey[^4..] : "***";
        var record = new ProviderRecord(SortableId.New(StampPrefix, time), vault.Seal(TenantId, provider, key.ApiKey), hint, key.BaseUrl, now);
        await store.Write(TenantId, provider, record);
        changes.Publish(ProviderStore.KeyOf(TenantId));
        return record.ToInfo(provider);
    }

    public async Task<ProviderKeyInfo[]> List()
    {
        await CheckTenant();
        var records = await store.Read(ProviderStore.KeyOf(TenantId)) ?? [];
        return [.. records.OrderBy(static record => record.Key, StringComparer.Ordinal).Select(static record => record.Value.ToInfo(record.Key))];
    }

    public async Task<ProviderKeyInfo?> Get(string provider)
    {
        await CheckTenant();
        return await store.Read(ProviderStore.KeyOf(TenantId)) is { } records && records.TryGetValue(provider, out var record) ? record.ToInfo(provider) : null;
    }

    public async Task<bool> Delete(string provider)
    {
        // Also of a provider that the operator has taken out since.
        await CheckTenant();
        var existed = await store.Erase(TenantId, provider);
        changes.Publish(ProviderStore.KeyOf(TenantId));
        return existed;
    }

    private async Task Check(string provider)
    {
        await CheckTenant();
        string[] known = [OpenAiProvider.Name, ClaudeProvider.Name, .. options.Value.Compatible.Keys.Select(static server => $"{CompatibleProvider.Prefix}/{server}")];
        if (!known.Contains(provider, StringComparer.Ordinal))
            throw ProviderFailures.NotFound(known.Order(StringComparer.Ordinal));
    }

    private async Task CheckTenant()
    {
        if (await tenants.Find(TenantId) is null)
            throw ProviderFailures.TenantNotFound(TenantId);
    }
}
