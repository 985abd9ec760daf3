using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Cluster;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Storage;

/// <summary>Registers what a silo keeps in Redis.</summary>
internal static class RedisRegistration
{
    /// <summary>The resource's name: in <c>ConnectionStrings__redis</c>, as service key and in the cluster's configuration.</summary>
    public const string Name = ClusterDefaults.RedisName;

    /// <summary>Adds the connection and what stands on it.</summary>
    public static void AddPlatformRedis(this IHostApplicationBuilder builder)
    {
        builder.AddRedisConnection("platform-silo");
        builder.Services.AddSingleton<RedisStore>();
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService<RedisStartup>();
        builder.Services.AddValidatedOptions<RedisStoreOptions, RedisStoreOptionsValidator>(RedisStoreOptions.Section);
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(Name, tags: [PlatformHealth.Ready]);
    }
}
