using System.Globalization;
using Platform.Silo.Storage;
using StackExchange.Redis;

namespace Platform.Silo.Limits;

/// <summary>
/// What was leased of limits, in Redis, so that the next activation goes on where one ended: a hash for each account and
/// measure, which ends by itself when it is not written any more.
/// </summary>
internal sealed class LimitsStore(RedisStore redis)
{
    /// <summary>
    /// Adds to numbers. KEYS: hash. ARGV: its lifetime in ms, how many numbers, for each its field and what is added, then the
    /// fields that nobody needs. Additions come first: cut off in the middle, it has counted too much rather than too little.
    /// </summary>
    public static readonly RedisScript Add = new("""
        local last = 1 + 2 * tonumber(ARGV[2]) + 1
        for at = 3, last, 2 do redis.call('HINCRBY', KEYS[1], ARGV[at], ARGV[at + 1]) end
        for at = last + 1, #ARGV do redis.call('HDEL', KEYS[1], ARGV[at]) end
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 1
        """);

    /// <summary>
    /// Sets numbers. KEYS: hash. ARGV: its lifetime in ms, then for each number its field and value; 0 takes the field out.
    /// </summary>
    public static readonly RedisScript Set = new("""
        for at = 2, #ARGV, 2 do
          if ARGV[at + 1] == '0' then redis.call('HDEL', KEYS[1], ARGV[at]) else redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1]) end
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 1
        """);

    /// <summary>Whether it is worth beginning anything.</summary>
    public bool IsConnected => redis.IsConnected;

    /// <summary>The numbers of a hash.</summary>
    public async Task<(string Field, long Value)[]> Read(string key)
    {
        var entries = await redis.Run(redis.Database.HashGetAllAsync(key));
        return [.. entries.Select(static entry => ((string)entry.Name!, (long)entry.Value))];
    }

    /// <summary>Adds to the buckets of a window.</summary>
    public Task AddTo(string key, TimeSpan lifetime, IReadOnlyCollection<KeyValuePair<long, long>> changes, IReadOnlyCollection<long> forgotten)
    {
        var values = new List<RedisValue>(2 + (2 * changes.Count) + forgotten.Count) { (long)lifetime.TotalMilliseconds, changes.Count };
        foreach (var (bucket, change) in changes.OrderByDescending(static change => change.Value))
        {
            values.Add(bucket.ToString(CultureInfo.InvariantCulture));
            values.Add(change);
        }

        foreach (var bucket in forgotten)
            values.Add(bucket.ToString(CultureInfo.InvariantCulture));
        return redis.Run(Add, [key], [.. values]);
    }

    /// <summary>Sets the places of holders.</summary>
    public Task SetIn(string key, TimeSpan lifetime, IReadOnlyCollection<KeyValuePair<string, long>> places)
    {
        var values = new List<RedisValue>(1 + (2 * places.Count)) { (long)lifetime.TotalMilliseconds };
        foreach (var (holder, count) in places)
        {
            values.Add(holder);
            values.Add(count);
        }

        return redis.Run(Set, [key], [.. values]);
    }
}
