using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Sessions;

/// <summary>
/// Which sessions a tenant and its users have: sorted sets by time of creation, for listing and erasure. Not the truth: a
/// session exists when its record does. Written before a session is created and removed after it is gone, so an index may
/// name a session that is not there and never misses one that is.
/// </summary>
internal sealed class SessionIndex(RedisStore redis)
{
    private const int Sampled = 2;

    /// <summary>Younger entries may be of sessions that are just being created.</summary>
    private static readonly TimeSpan MinimumAge = TimeSpan.FromHours(1);

    /// <summary>Sends the entries of a session that is about to be created; commands sent later run after them.</summary>
    public void Add(string tenantId, string? userId, string sessionId, DateTimeOffset createdAt)
    {
        var score = createdAt.ToUnixTimeMilliseconds();
        var tenantKey = GrainKey.ForTenant(tenantId);
        redis.Afterthought("tenant's session index",
            redis.Database.SortedSetAddAsync(StoreKey.TenantSessions(tenantKey), sessionId, score));
        redis.Afterthought("tenant's session index", Sweep(tenantId, StoreKey.TenantSessions(tenantKey), createdAt));
        if (userId is null)
            return;
        var userIndex = StoreKey.UserSessions(GrainKey.ForUser(tenantId, userId));
        redis.Afterthought("user's session index", redis.Database.SortedSetAddAsync(userIndex, sessionId, score));
        redis.Afterthought("user's session index", Sweep(tenantId, userIndex, createdAt));
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

    /// <summary>
    /// Looks at a few entries at random and drops those whose session has expired. Done with every creation, that keeps an
    /// index from growing beyond about twice the sessions that exist.
    /// </summary>
    private async Task Sweep(string tenantId, string index, DateTimeOffset now)
    {
        var answer = (RedisResult[])(await redis.Run(redis.Database.ExecuteAsync("ZRANDMEMBER", index, Sampled, "WITHSCORES")).ConfigureAwait(false))!;
        for (var entry = 0; entry + 1 < answer.Length; entry += 2)
        {
            var sessionId = (string)answer[entry]!;
            if ((double)answer[entry + 1] > (now - MinimumAge).ToUnixTimeMilliseconds())
                continue;
            var record = StoreKey.SessionRecord(GrainKey.ForSession(tenantId, sessionId));
            if (!await redis.Run(redis.Database.KeyExistsAsync(record)).ConfigureAwait(false))
                await redis.Run(redis.Database.SortedSetRemoveAsync(index, sessionId)).ConfigureAwait(false);
        }
    }
}
