using Platform.Contracts.Erasure;
using Platform.Contracts.Keys;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Tenants;

/// <summary>The lists by which a tenant finds what its users have. Their sessions and requests are erased as the tenant's own.</summary>
internal sealed class TenantUsers(RedisStore redis) : ITenantData
{
    private const int Batch = 256;
    private const int Parallelism = 16;

    public ErasureStage Stage => ErasureStage.Records;

    public async Task Erase(string tenantId, DateTimeOffset since, ErasureTally erased)
    {
        var index = StoreKey.TenantUsers(GrainKey.ForTenant(tenantId));
        await erased.Add(("users", 0));
        while (true)
        {
            var ids = await redis.Run(redis.Database.SetRandomMembersAsync(index, Batch));
            if (ids.Length == 0)
                return;
            await Bounded.Map(ids, Parallelism, id => redis.Run(redis.Database.KeyDeleteAsync(KeysOf(GrainKey.ForUser(tenantId, id!)))));
            await erased.Add(("users", ids.Length));
            await redis.Run(redis.Database.SetRemoveAsync(index, ids));
        }
    }

    // A user is nothing but an id at the sessions and keys, which are exported with it.
    public IAsyncEnumerable<ExportRecord> Export(string tenantId) => AsyncEnumerable.Empty<ExportRecord>();

    private static RedisKey[] KeysOf(string userKey) => [StoreKey.UserSessions(userKey), StoreKey.UserRequests(userKey), StoreKey.UserErasure(userKey)];
}
