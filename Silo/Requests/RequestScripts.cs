using Platform.Silo.Storage;

namespace Platform.Silo.Requests;

/// <summary>What is done to the records of requests in Redis.</summary>
internal static class RequestScripts
{
    /// <summary>
    /// Claims a request. KEYS: record. ARGV: record, lifetime in ms. Answers the record that is there already, or nothing
    /// when this one is it.
    /// </summary>
    public static readonly RedisScript Claim = new("""
        local kept = redis.call('GET', KEYS[1])
        if kept then return kept end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return false
        """);

    /// <summary>
    /// Replaces a record that is still what it was, for the rest of its time. KEYS: record. ARGV: it as it was, it from now
    /// on. Answers 0 when it is no longer that.
    /// </summary>
    public static readonly RedisScript Replace = new("""
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        local left = redis.call('PTTL', KEYS[1])
        if left < 1 then return 0 end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', left)
        return 1
        """);

    /// <summary>
    /// Puts a request into its tenant's list and takes out what has ended. KEYS: list. ARGV: the time in ms, most entries,
    /// when the entry ends, the entry, lifetime of the list in ms. Each step may be done again. Answers 0 when it is full.
    /// </summary>
    public static readonly RedisScript Enter = new("""
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
        if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        return 1
        """);

    /// <summary>
    /// Puts a request into a user's list and takes out what has ended. KEYS: list, the user's erasure. ARGV: the time in ms,
    /// when the entry ends, the entry, lifetime of the list in ms. Answers 0 when the user is being erased.
    /// </summary>
    public static readonly RedisScript EnterOfUser = new("""
        if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
        redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return 1
        """);

    /// <summary>All of them.</summary>
    public static readonly RedisScript[] All = [Claim, Replace, Enter, EnterOfUser];
}
