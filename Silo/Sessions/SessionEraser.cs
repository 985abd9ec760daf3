using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Silo.DeadLetters;
using Platform.Silo.Erasure;
using Platform.Silo.Paging;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;
using StackExchange.Redis;

namespace Platform.Silo.Sessions;

/// <summary>
/// Erases all sessions that an index names, with what they may have left elsewhere. Sessions erase themselves, since only
/// they can stop what runs in them; what is left of one that does not exist any more goes by its keys.
/// </summary>
internal sealed class SessionEraser(RedisStore redis, IGrainFactory grains, IOptions<TenantOptions> options)
{
    /// <summary>
    /// Removes what may be left of a session that does not exist. KEYS: record, epoch, log, marker, dead letters. Answers 0
    /// when the session exists.
    /// </summary>
    public static readonly RedisScript Leftovers = new("""
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
        return 1
        """);

    private const int Batch = 256;
    private const int LettersAtOnce = 1_000;

    /// <summary>Erases them. Counts sessions, messages and dead letters.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="index">The sorted set that names them; it is empty in the end.</param>
    /// <param name="onlyOfUser">The user whose they have to be, since the index may be outdated; null: anybody's.</param>
    /// <param name="erased">What is gone.</param>
    public async Task Erase(string tenantId, string index, string? onlyOfUser, ErasureTally erased)
    {
        await erased.Add(("sessions", 0), ("messages", 0), ("deadLetters", 0));
        while (true)
        {
            var ids = await redis.Run(redis.Database.SortedSetRangeByRankAsync(index, 0, Batch - 1));
            if (ids.Length == 0)
                return;
            var found = await Bounded.Map(ids, options.Value.EraseParallelism, id => Erase(tenantId, (string)id!, onlyOfUser));
            await Unlist(tenantId, [.. ids.Where((_, position) => found[position].IsGone)]);
            var sessions = found.Where(static one => one.Erased is not null).Select(static one => one.Erased!).ToArray();
            await erased.Add(
                ("sessions", sessions.Length), ("messages", sessions.Sum(static one => (long)one.Messages)),
                ("deadLetters", sessions.Sum(static one => (long)one.DeadLetters)));
            await redis.Run(redis.Database.SortedSetRemoveAsync(index, ids));
        }
    }

    private async Task<(ErasedSession? Erased, bool IsGone)> Erase(string tenantId, string sessionId, string? onlyOfUser)
    {
        var key = GrainKey.ForSession(tenantId, sessionId);
        var session = await grains.GetGrain<ISessionGrain>(key).Erase(onlyOfUser);
        var gone = await redis.Run(
            Leftovers,
            [
                StoreKey.SessionRecord(key), StoreKey.SessionEpoch(key), StoreKey.SessionLog(key), StoreKey.SessionStarted(key),
                StoreKey.SessionDeadLetters(key),
            ],
            []);
        // One that exists is by now another user's: the ids are the application's own.
        return (session, (long)gone == 1);
    }

    /// <summary>Takes sessions out of the tenant's lists, which otherwise happens without anybody waiting for it.</summary>
    private async Task Unlist(string tenantId, RedisValue[] ids)
    {
        var tenantKey = GrainKey.ForTenant(tenantId);
        if (ids.Length == 0)
            return;
        await redis.Run(redis.Database.SortedSetRemoveAsync(StoreKey.TenantSessions(tenantKey), ids));
        var (gone, letters) = (ids.Select(static id => (string)id!).ToHashSet(StringComparer.Ordinal), StoreKey.TenantDeadLetters(tenantKey));
        for (long start = 0; ;)
        {
            var names = await redis.Run(redis.Database.SortedSetRangeByRankAsync(letters, start, start + LettersAtOnce - 1));
            RedisValue[] outdated = [.. names.Where(name => gone.Contains(DeadLetterId.Split((string)name!).SessionId))];
            if (outdated.Length > 0)
                await redis.Run(redis.Database.SortedSetRemoveAsync(letters, outdated));
            if (names.Length < LettersAtOnce)
                return;
            start += names.Length - outdated.Length;
        }
    }
}
