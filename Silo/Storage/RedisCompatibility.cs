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
}
