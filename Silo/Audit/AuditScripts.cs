using Platform.Silo.Storage;

namespace Platform.Silo.Audit;

/// <summary>What is done to an audit log in Redis.</summary>
internal static class AuditScripts
{
    /// <summary>
    /// Notes what is begun, then adds entries behind the one that the writer knows as the last. KEYS: log, begun. ARGV: that
    /// entry's hash, or nothing; the lifetime in seconds; the lowest score kept; the most entries kept; how many entries, and for
    /// each its score and itself; how many changes are begun, and for each its id and itself; the ids of those that end. The one
    /// ZADD is the addition; who reads what was begun passes over those that are in the log. Answers the last entry, with
    /// nothing done, when it is another one than the writer knows.
    /// </summary>
    public static readonly RedisScript Append = new("""
        local last = redis.call('ZREVRANGE', KEYS[1], 0, 0)[1]
        if (last and string.sub(last, 1, 64) or '') ~= ARGV[1] then return last or '' end
        local at = 5
        local function take()
          local taken = {}
          for place = at + 1, at + 2 * tonumber(ARGV[at]) do taken[#taken + 1] = ARGV[place] end
          at = at + 1 + #taken
          return taken
        end
        local entries, begun = take(), take()
        if #begun > 0 then
          redis.call('HSET', KEYS[2], unpack(begun))
          redis.call('EXPIRE', KEYS[2], ARGV[2])
        end
        if #entries > 0 then
          redis.call('ZADD', KEYS[1], unpack(entries))
          if at <= #ARGV then redis.call('HDEL', KEYS[2], unpack(ARGV, at)) end
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3])
          redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[4]))
          redis.call('EXPIRE', KEYS[1], ARGV[2])
        end
        return false
        """);

    /// <summary>All of them.</summary>
    public static readonly RedisScript[] All = [Append];
}
