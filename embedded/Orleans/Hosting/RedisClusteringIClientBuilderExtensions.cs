using Orleans.Clustering.Redis;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Finds a cluster's silos in Redis.</summary>
public static class RedisClusteringIClientBuilderExtensions
{
    /// <summary>Reads the membership table from Redis.</summary>
    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, string redisConnectionString) =>
        builder.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redisConnectionString));

    /// <summary>Reads the membership table from Redis.</summary>
    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, Action<RedisClusteringOptions> configuration)
    {
        RedisClusteringServices.Add(builder.Services, configuration);
        return builder;
    }
}
