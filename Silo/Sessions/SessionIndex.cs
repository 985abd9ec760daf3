using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Silo.Storage;
using Platform.Silo.Users;
using StackExchange.Redis;

namespace Platform.Silo.Sessions;

/// <summary>
/// Which sessions a tenant and its users have: sorted sets by time of creation, for listing and erasure. Not the truth: a
/// session exists when its record does. Written before a session is created and removed after it is gone, so an index may
/// name a session that is not there and never misses one that is.
/// </summary>
internal sealed class SessionIndex(RedisStore redis, IOptions<RedisStoreOptions> options)
{
    /// <summary>
    /// Puts a session into its user's list. KEYS: list, the user's erasure. ARGV: time of creation, session. Answers 0 when the
    /// user is being erased.
    /// </summary>
    public static readonly RedisScript Enter = new("""
        if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """);

    /// <summary>Members at random, each followed by its score: from a script in one flat list, whichever protocol the client speaks.</summary>
    public static readonly RedisScript Sample = new("""
        return redis.call('ZRANDMEMBER', KEYS[1], ARGV[1], 'WITHSCORES')
        """);

    private const int Sampled = 2;

    /// <summary>Younger entries may be of sessions that are just being created.</summary>
    private static readonly TimeSpan MinimumAge = TimeSpan.FromHours(1);

    /// <summary>
    /// Enters a session that is about to be created. The tenant's entry is sent only: commands sent later run after it. The
    /// user's is waited for, so that no session comes to be of which a running erasure would not know.
    /// </summary>
    /// <exception cref="Contracts.Errors.PlatformException">The user is being erased.</exception>
    public async ValueTask Add(string tenantId, string? userId, string sessionId, DateTimeOffset createdAt)
    {
        var score = createdAt.ToUnixTimeMilliseconds();
        var tenantKey = GrainKey.ForTenant(tenantId);
        if (userId is not null)
        {
            var userKey = GrainKey.ForUser(tenantId, userId);
            if ((long)await redis.Run(Enter, [StoreKey.UserSessions(userKey), StoreKey.UserErasure(userKey)], [score, sessionId]) == 0)
                throw UserFailures.BeingErased(options.Value.RetryAfter);
            redis.Afterthought("tenant's user index", redis.Database.SetAddAsync(StoreKey.TenantUsers(tenantKey), userId));
            redis.Afterthought("user's session index", Sweep(tenantId, StoreKey.UserSessions(userKey), createdAt));
        }

        redis.Afterthought("tenant's session index",
            redis.Database.SortedSetAddAsync(StoreKey.TenantSessions(tenantKey), sessionId, score));
        redis.Afterthought("tenant's session index", Sweep(tenantId, StoreKey.TenantSessions(tenantKey), createdAt));
    }

    /// <summary>Whether the user's list still names a session; of nobody's session there is no list to miss it in.</summary>
    public async ValueTask<bool> IsListed(string tenantId, string? userId, string sessionId) => userId is null
        || await redis.Run(redis.Database.SortedSetScoreAsync(StoreKey.UserSessions(GrainKey.ForUser(tenantId, userId)), sessionId)) is not null;

    /// <summary>Sends the removal of a session that is gone.</summary>
    public void Remove(string tenantId, string? userId, string sessionId)
    {
        redis.Afterthought("tenant's session index",
            redis.Database.SortedSetRemoveAsync(StoreKey.TenantSessions(GrainKey.ForTenant(tenantId)), sessionId));
        if (userId is not null)
            redis.Afterthought("user's session index", RemoveOfUser(tenantId, userId, sessionId));
    }

    /// <summary>Takes a session out of its user's list, and with the last one the user out of the tenant's.</summary>
    private async Task RemoveOfUser(string tenantId, string userId, string sessionId)
    {
        var userKey = GrainKey.ForUser(tenantId, userId);
        RedisKey[] lists = [StoreKey.UserSessions(userKey), StoreKey.UserRequests(userKey)];
        await redis.Run(redis.Database.SortedSetRemoveAsync(lists[0], sessionId)).ConfigureAwait(false);
        if (await IsKnown().ConfigureAwait(false))
            return;
        var users = StoreKey.TenantUsers(GrainKey.ForTenant(tenantId));
        await redis.Run(redis.Database.SetRemoveAsync(users, userId)).ConfigureAwait(false);
        // Another session may have been entered in between: looked at again after, since its entry comes before its user's.
        if (await IsKnown().ConfigureAwait(false))
            await redis.Run(redis.Database.SetAddAsync(users, userId)).ConfigureAwait(false);

        async Task<bool> IsKnown()
        {
            var found = await Task.WhenAll(lists.Select(list => redis.Run(redis.Database.KeyExistsAsync(list)))).ConfigureAwait(false);
            return found.Contains(true);
        }
    }

    /// <summary>
    /// Looks at a few entries at random and drops those whose session has expired. Done with every creation, that keeps an
    /// index from growing beyond about twice the sessions that exist.
    /// </summary>
    private async Task Sweep(string tenantId, string index, DateTimeOffset now)
    {
        var answer = (RedisResult[])(await redis.Run(Sample, [index], [Sampled]).ConfigureAwait(false))!;
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
