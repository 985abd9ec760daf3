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

    /// <summary>
    /// Whether a command ended like this because the server is away, or did not answer, or answered with an error: all but misuse of the
    /// client. The older client says so by a <see cref="RedisException"/>. The newer one does that at the first sign of a lost connection
    /// alone; what is under way at the next sign ends with whatever its reading or writing met, as it is, such as an
    /// <see cref="IOException"/> of the socket or the <see cref="InvalidOperationException"/> of a buffer that was given up.
    /// </summary>
    public static bool IsStoreFailure(Exception error) => error is not (RedisCommandException or ArgumentException);

    /// <summary>A channel with exactly this name.</summary>
    public static RedisChannel Channel(string name) => new(name, RedisChannel.PatternMode.Literal);

    /// <summary>Members beyond one, in order, of a sorted set whose scores are all the same; null: from the first on.</summary>
    // Every argument is given, since a literal 0 alone could be the skipped count of one overload and the order of another.
    public static Task<RedisValue[]> MembersAfter(this IDatabase database, RedisKey key, string? after, int count) =>
        database.SortedSetRangeByValueAsync(
            key, after ?? default(RedisValue), default, Exclude.Start, skip: 0, take: count, flags: CommandFlags.None);
}
