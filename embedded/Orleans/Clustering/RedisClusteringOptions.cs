using Orleans.Configuration;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>Where the membership table is.</summary>
public class RedisClusteringOptions
{
    /// <summary>How to connect; required. It may hold a password: it is never logged.</summary>
    public ConfigurationOptions? ConfigurationOptions { get; set; }

    /// <summary>Connects. <c>IsShared</c> says that somebody else closes the connection. By default one is made from <see cref="ConfigurationOptions"/>.</summary>
    public Func<RedisClusteringOptions, Task<(IConnectionMultiplexer Multiplexer, bool IsShared)>> CreateMultiplexer { get; set; } = DefaultCreateMultiplexer;

    /// <summary>Names the table's key. Default: <c>{ServiceId}/members/{ClusterId}</c>.</summary>
    public Func<ClusterOptions, RedisKey> CreateRedisKey { get; set; } = DefaultCreateRedisKey;

    /// <summary>Connects with <see cref="ConfigurationOptions"/>.</summary>
    public static async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> DefaultCreateMultiplexer(RedisClusteringOptions options) =>
        (await ConnectionMultiplexer.ConnectAsync(options.ConfigurationOptions!), false);

    /// <summary>The default key.</summary>
    public static RedisKey DefaultCreateRedisKey(ClusterOptions clusterOptions) => $"{clusterOptions.ServiceId}/members/{clusterOptions.ClusterId}";
}
