using System.Globalization;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Tenants;

/// <summary>
/// Tenants in Redis: one hash each with the document and its revision. A write is refused when the revision is not the one
/// it was based on, so an outdated activation can't undo what another did.
/// </summary>
internal sealed class TenantStore(RedisStore redis)
{
    private static readonly RedisValue[] Fields = ["revision", "document"];

    // KEYS: tenant. ARGV: revision it is based on, next revision, document. The one HSET is the change.
    private static readonly RedisScript WriteScript = new("""
        if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then return 0 end
        redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'document', ARGV[3])
        return 1
        """);

    /// <summary>The tenant; null when there is none.</summary>
    /// <param name="tenantStoreKey">The tenant's key in Redis.</param>
    public async Task<TenantState?> Read(string tenantStoreKey)
    {
        var fields = await redis.Run(redis.Database.HashGetAsync(tenantStoreKey, Fields));
        return fields[0].IsNull || fields[1].IsNull
            ? null
            : new TenantState((long)fields[0], JsonSerializer.Deserialize((byte[])fields[1]!, StoreJson.Default.TenantDocument)!);
    }

    /// <summary>Stores a change. False when the tenant is no longer as it was read.</summary>
    /// <param name="tenantStoreKey">The tenant's key in Redis.</param>
    /// <param name="revision">What the change is based on; 0 for a new tenant.</param>
    /// <param name="document">The tenant from now on.</param>
    public async Task<bool> Write(string tenantStoreKey, long revision, TenantDocument document) => (long)await redis.Run(
        WriteScript,
        [tenantStoreKey],
        [
            revision.ToString(CultureInfo.InvariantCulture), revision + 1,
            JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Default.TenantDocument),
        ]) == 1;

    /// <summary>Puts the tenant into the list of tenants.</summary>
    public Task AddToIndex(string tenantId) => redis.Run(redis.Database.SortedSetAddAsync(StoreKey.Tenants, tenantId, 0));

    /// <summary>The ids of tenants beyond one, in order.</summary>
    public async Task<string[]> List(string? after, int count)
    {
        var ids = await redis.Run(redis.Database.MembersAfter(StoreKey.Tenants, after, count));
        return [.. ids.Select(static id => (string)id!)];
    }

    /// <summary>Removes the last of a tenant, after everything else of it.</summary>
    public async Task Erase(string tenantId)
    {
        var tenantKey = GrainKey.ForTenant(tenantId);
        await redis.Run(redis.Database.KeyDeleteAsync(
            [StoreKey.TenantAgents(tenantKey), StoreKey.TenantSessions(tenantKey), StoreKey.TenantUsers(tenantKey), StoreKey.TenantDeadLetters(tenantKey)]));
        await redis.Run(redis.Database.SortedSetRemoveAsync(StoreKey.Tenants, tenantId));
        await redis.Run(redis.Database.KeyDeleteAsync(StoreKey.Tenant(tenantKey)));
    }
}
