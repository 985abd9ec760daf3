using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;

namespace Platform.Silo.Providers;

/// <summary>Tenants' own keys of providers in Redis, encrypted: a hash per tenant. Every change is one command on one field.</summary>
internal sealed class ProviderStore(RedisStore redis)
{
    /// <summary>A tenant's keys by their providers; null when there are none.</summary>
    /// <param name="storeKey">Where they are.</param>
    public async Task<Dictionary<string, ProviderRecord>?> Read(string storeKey)
    {
        var fields = await redis.Run(redis.Database.HashGetAllAsync(storeKey)).ConfigureAwait(false);
        return fields.Length == 0
            ? null
            : fields.ToDictionary(
                static field => (string)field.Name!,
                static field => JsonSerializer.Deserialize((byte[])field.Value!, StoreJson.Default.ProviderRecord)!,
                StringComparer.Ordinal);
    }

    /// <summary>Stores a key in place of the one before.</summary>
    public Task Write(string tenantId, string provider, ProviderRecord record) => redis.Run(redis.Database.HashSetAsync(
        KeyOf(tenantId), provider, JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.ProviderRecord)));

    /// <summary>Erases a key. False when there was none.</summary>
    public Task<bool> Erase(string tenantId, string provider) => redis.Run(redis.Database.HashDeleteAsync(KeyOf(tenantId), provider));

    /// <summary>Erases all keys of a tenant. How many there were.</summary>
    public async Task<long> EraseAll(string tenantId)
    {
        var count = await redis.Run(redis.Database.HashLengthAsync(KeyOf(tenantId)));
        await redis.Run(redis.Database.KeyDeleteAsync(KeyOf(tenantId)));
        return count;
    }

    /// <summary>Where a tenant's keys are.</summary>
    public static string KeyOf(string tenantId) => StoreKey.TenantProviders(GrainKey.ForTenant(tenantId));
}
