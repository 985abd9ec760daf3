using Platform.Contracts.Keys;
using Platform.Silo.Storage;

namespace Platform.Silo.Sessions;

/// <summary>
/// Which sessions a tenant and its users have: sorted sets by time of creation, for listing and erasure. Not the truth: a
/// session exists when its record does. Written before a session is created and removed after it is gone, so an index may
/// name a session that is not there and never misses one that is.
/// </summary>
internal sealed class SessionIndex(RedisStore redis)
{
    /// <summary>Sends the entries of a session that is about to be created; commands sent later run after them.</summary>
    public void Add(string tenantId, string? userId, string sessionId, DateTimeOffset createdAt)
    {
        var score = createdAt.ToUnixTimeMilliseconds();
        var tenantKey = GrainKey.ForTenant(tenantId);
        redis.Afterthought("tenant's session index",
            redis.Database.SortedSetAddAsync(StoreKey.TenantSessions(tenantKey), sessionId, score));
        if (userId is null)
            return;
        redis.Afterthought("user's session index",
            redis.Database.SortedSetAddAsync(StoreKey.UserSessions(GrainKey.ForUser(tenantId, userId)), sessionId, score));
        redis.Afterthought("tenant's user index", redis.Database.SetAddAsync(StoreKey.TenantUsers(tenantKey), userId));
    }

    /// <summary>Sends the removal of a session that is gone.</summary>
    public void Remove(string tenantId, string? userId, string sessionId)
    {
        redis.Afterthought("tenant's session index",
            redis.Database.SortedSetRemoveAsync(StoreKey.TenantSessions(GrainKey.ForTenant(tenantId)), sessionId));
        if (userId is not null)
        {
            redis.Afterthought("user's session index",
                redis.Database.SortedSetRemoveAsync(StoreKey.UserSessions(GrainKey.ForUser(tenantId, userId)), sessionId));
        }
    }
}
