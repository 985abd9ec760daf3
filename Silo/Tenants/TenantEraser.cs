using Microsoft.Extensions.Options;
using Platform.Contracts.Agents;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Silo.Audit;
using Platform.Silo.Paging;
using Platform.Silo.Requests;
using Platform.Silo.Storage;

namespace Platform.Silo.Tenants;

/// <summary>
/// Erases everything of a tenant whose tombstone is set. Each step can be done again, so an erasure that breaks off is
/// finished by the next attempt; the tenant's own record goes last.
/// </summary>
internal sealed class TenantEraser(
    TenantStore store, RequestEraser requests, AuditStore audit, RedisStore redis, IGrainFactory grains, IOptions<TenantOptions> options, TimeProvider time)
{
    private const int Batch = 256;

    /// <summary>Erases the tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="since">When its tombstone was set.</param>
    public async Task Erase(string tenantId, DateTimeOffset since)
    {
        await EraseSessions(tenantId);
        // A silo may have served the tenant from its cache for a moment after the tombstone.
        var left = since + SettingsCacheLimits.MaxAge - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time);
        await EraseSessions(tenantId);
        await EraseAgents(tenantId);
        await EraseUsers(tenantId);
        await requests.Erase(tenantId, since, options.Value.EraseParallelism);
        await audit.Erase(tenantId);
        await store.Erase(tenantId);
    }

    private async Task EraseSessions(string tenantId)
    {
        var index = StoreKey.TenantSessions(GrainKey.ForTenant(tenantId));
        while (true)
        {
            var ids = await redis.Run(redis.Database.SortedSetRangeByRankAsync(index, 0, Batch - 1));
            if (ids.Length == 0)
                return;
            await Bounded.Map(ids, options.Value.EraseParallelism,
                id => grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenantId, id!)).Delete());
            await redis.Run(redis.Database.SortedSetRemoveAsync(index, ids));
        }
    }

    private async Task EraseAgents(string tenantId)
    {
        var ids = await redis.Run(redis.Database.SortedSetRangeByRankAsync(StoreKey.TenantAgents(GrainKey.ForTenant(tenantId))));
        await Bounded.Map(ids, options.Value.EraseParallelism,
            id => grains.GetGrain<IAgentGrain>(GrainKey.ForAgent(tenantId, id!)).Delete());
    }

    private async Task EraseUsers(string tenantId)
    {
        var ids = await redis.Run(redis.Database.SetMembersAsync(StoreKey.TenantUsers(GrainKey.ForTenant(tenantId))));
        await Bounded.Map(ids, options.Value.EraseParallelism,
            id => redis.Run(redis.Database.KeyDeleteAsync(StoreKey.UserSessions(GrainKey.ForUser(tenantId, id!)))));
    }
}
