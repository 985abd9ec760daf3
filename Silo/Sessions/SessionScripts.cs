using Platform.Silo.Storage;

namespace Platform.Silo.Sessions;

/// <summary>
/// What is done to a session in Redis. KEYS: epoch, record, log, marker. Every change checks the fence: it is refused unless
/// the epoch is still the one that this activation took when it loaded.
/// </summary>
internal static class SessionScripts
{
    /// <summary>
    /// Takes the next epoch and reads everything. A session that does not exist gets no epoch: asking for it leaves no trace.
    /// Answers epoch, record, entries, marker.
    /// </summary>
    public static readonly RedisScript Load = new("""
        local record = redis.call('GET', KEYS[2])
        if not record then return {0} end
        return {redis.call('INCR', KEYS[1]), record, redis.call('LRANGE', KEYS[3], 0, -1), redis.call('GET', KEYS[4])}
        """);

    /// <summary>
    /// Creates a session: ARGV first epoch, record, TTL in seconds, and for a copy its entries. The record is what makes it
    /// exist, so it comes last; leftovers of a predecessor go first. Answers 0 when there is one already.
    /// </summary>
    public static readonly RedisScript Create = new("""
        if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        redis.call('DEL', KEYS[3], KEYS[4])
        redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
        if #ARGV > 3 then
          for first = 4, #ARGV, 1000 do
            redis.call('RPUSH', KEYS[3], unpack(ARGV, first, math.min(first + 999, #ARGV)))
          end
          redis.call('EXPIRE', KEYS[3], ARGV[3])
        end
        redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3])
        return 1
        """);

    /// <summary>
    /// Stores a turn: ARGV epoch, entry, entries to keep (0: all), TTL in seconds to renew (0: not), 1 to clear the marker,
    /// an entry that this one replaces (empty: none). The one RPUSH is the turn; what follows is repaired by the next load.
    /// Answers 0 when the fence refuses it.
    /// </summary>
    public static readonly RedisScript Commit = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('RPUSH', KEYS[3], ARGV[2])
        if ARGV[6] ~= '' then redis.call('LREM', KEYS[3], -1, ARGV[6]) end
        if ARGV[3] ~= '0' then redis.call('LTRIM', KEYS[3], '-' .. ARGV[3], -1) end
        if ARGV[5] == '1' then redis.call('DEL', KEYS[4]) end
        if ARGV[4] ~= '0' then
          redis.call('EXPIRE', KEYS[3], ARGV[4])
          redis.call('EXPIRE', KEYS[2], ARGV[4])
          redis.call('EXPIRE', KEYS[1], ARGV[4])
        end
        return 1
        """);

    /// <summary>Stores settings: ARGV epoch, record, TTL in seconds. Answers 0 when the fence refuses it.</summary>
    public static readonly RedisScript Update = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3])
        redis.call('EXPIRE', KEYS[1], ARGV[3])
        redis.call('EXPIRE', KEYS[3], ARGV[3])
        return 1
        """);

    /// <summary>Notes a turn that is about to leave the process: ARGV epoch, entry, TTL in seconds.</summary>
    public static readonly RedisScript Mark = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[4], ARGV[2], 'EX', ARGV[3])
        return 1
        """);

    /// <summary>Takes the marker back: ARGV epoch.</summary>
    public static readonly RedisScript Unmark = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        return redis.call('DEL', KEYS[4])
        """);

    /// <summary>
    /// Changes an entry: ARGV epoch, the entry, what takes its place (empty: nothing), its place from the end, the record from
    /// now on (empty: the same), which remembers what was in the entry and so comes first. Answers 0 when the fence refuses
    /// it, or the entry is not there.
    /// </summary>
    public static readonly RedisScript Rewrite = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        if ARGV[5] ~= '' then redis.call('SET', KEYS[2], ARGV[5], 'KEEPTTL') end
        if ARGV[3] == '' then return redis.call('LREM', KEYS[3], -1, ARGV[2]) end
        if redis.call('LINDEX', KEYS[3], ARGV[4]) ~= ARGV[2] then return 0 end
        redis.call('LSET', KEYS[3], ARGV[4], ARGV[3])
        return 1
        """);

    /// <summary>All of them.</summary>
    public static readonly RedisScript[] All = [Load, Create, Commit, Update, Mark, Unmark, Rewrite];
}
