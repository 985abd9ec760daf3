using StackExchange.Redis;

namespace Platform.Silo.Storage;

/// <summary>
/// What differs between the two generations of StackExchange.Redis under the product (1.2.6 and 3.x), so that nothing else
/// has to know: both keep trying when the server is away, and neither lets an operation wait for ever.
/// </summary>
internal static class RedisCompatibility
{
    /// <summary>Settings of a connection string, made patient at start and quick to notice a lost server.</summary>
    public static ConfigurationOptions Parse(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        // Connecting goes on in the background: the process starts, reports "not ready", and recovers by itself.
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 3;
        options.ConnectTimeout = 2_000;
        options.KeepAlive = 5;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName ??= "platform-silo";
        return options;
    }

    /// <summary>Whether a server's error says that the script is not in its cache.</summary>
    public static bool IsUnknownScript(RedisServerException error) => error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>A channel with exactly this name.</summary>
    public static RedisChannel Channel(string name) => new(name, RedisChannel.PatternMode.Literal);
}
