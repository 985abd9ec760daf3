using Platform.ServiceDefaults;
using Platform.Silo.Hosting;
using StackExchange.Redis;

namespace Platform.Silo.Storage;

/// <summary>Registers the connection to Redis.</summary>
internal static class RedisRegistration
{
    /// <summary>The resource's name: in <c>ConnectionStrings__redis</c>, as service key and in the cluster's configuration.</summary>
    public const string Name = "redis";

    /// <summary>One multiplexer per process, under the key <see cref="Name"/> as the cluster's providers expect it.</summary>
    public static void AddPlatformRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddKeyedSingleton<IConnectionMultiplexer>(Name, static (services, _) =>
        {
            var connectionString = services.GetRequiredService<IConfiguration>().GetConnectionString(Name)!;
            var multiplexer = ConnectionMultiplexer.Connect(RedisCompatibility.Parse(connectionString));
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Platform.Silo.Storage");
            multiplexer.ConnectionFailed += (_, lost) => RedisLog.ConnectionLost(logger, lost.FailureType.ToString());
            multiplexer.ConnectionRestored += (_, _) => RedisLog.ConnectionRestored(logger);
            return multiplexer;
        });
        builder.Services.AddSingleton<RedisStore>();
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddHostedService<RedisStartup>();
        builder.Services.AddValidatedOptions<RedisStoreOptions, RedisStoreOptionsValidator>(RedisStoreOptions.Section);
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(Name, tags: [PlatformHealth.Ready]);
    }
}
