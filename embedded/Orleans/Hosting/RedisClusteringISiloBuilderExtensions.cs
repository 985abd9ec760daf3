using Orleans.Clustering.Redis;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Keeps a silo's membership in Redis.</summary>
public static class RedisClusteringISiloBuilderExtensions
{
    /// <summary>Keeps the membership table in Redis.</summary>
    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, string redisConnectionString) =>
        builder.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redisConnectionString));

    /// <summary>Keeps the membership table in Redis.</summary>
    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, Action<RedisClusteringOptions> configuration)
    {
        RedisClusteringServices.Add(builder.Services, configuration);
        return builder;
    }
}
