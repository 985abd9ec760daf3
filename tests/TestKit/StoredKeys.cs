using StackExchange.Redis;

namespace Platform.Tests.TestKit;

/// <summary>What a store holds. By a script, since newer clients refuse the command to whoever is no administrator.</summary>
internal static class StoredKeys
{
    /// <summary>The keys that match a pattern.</summary>
    public static async Task<string[]> StoredKeysLike(this IDatabase database, string pattern) =>
        [.. ((RedisResult[])(await database.ScriptEvaluateAsync("return redis.call('KEYS', ARGV[1])", [], [pattern]))!).Select(static key => (string)key!)];
}
