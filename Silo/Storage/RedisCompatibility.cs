using StackExchange.Redis;

namespace Platform.Silo.Storage;

/// <summary>
/// What differs between the two generations of StackExchange.Redis under the product (1.2.6 and 3.x), so that nothing else
/// has to know.
/// </summary>
internal static class RedisCompatibility
{
    /// <summary>Whether a server's error says that the script is not in its cache.</summary>
    public static bool IsUnknownScript(RedisServerException error) => error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>A channel with exactly this name.</summary>
    public static RedisChannel Channel(string name) => new(name, RedisChannel.PatternMode.Literal);

    /// <summary>Members beyond one, in order, of a sorted set whose scores are all the same; null: from the first on.</summary>
    // Every argument is given, since a literal 0 alone could be the skipped count of one overload and the order of another.
    public static Task<RedisValue[]> MembersAfter(this IDatabase database, RedisKey key, string? after, int count) =>
        database.SortedSetRangeByValueAsync(
            key, after ?? default(RedisValue), default, Exclude.Start, skip: 0, take: count, flags: CommandFlags.None);
}
