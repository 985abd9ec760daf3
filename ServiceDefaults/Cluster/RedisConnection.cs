using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Platform.ServiceDefaults.Cluster;

/// <summary>The process's one connection to Redis, as the cluster's providers expect it.</summary>
public static class RedisConnection
{
    /// <summary>Adds it under the key <see cref="ClusterDefaults.RedisName"/>.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="clientName">How the server's <c>CLIENT LIST</c> shows it.</param>
    public static void AddRedisConnection(this IHostApplicationBuilder builder, string clientName) =>
        builder.Services.AddKeyedSingleton<IConnectionMultiplexer>(ClusterDefaults.RedisName, (services, _) =>
        {
            var connectionString = services.GetRequiredService<IConfiguration>().GetConnectionString(ClusterDefaults.RedisName)!;
            var multiplexer = ConnectionMultiplexer.Connect(Options(connectionString, clientName));
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RedisConnection).FullName!);
            multiplexer.ConnectionFailed += (_, lost) => RedisConnectionLog.Lost(logger, lost.FailureType.ToString());
            multiplexer.ConnectionRestored += (_, _) => RedisConnectionLog.Restored(logger);
            return multiplexer;
        });

    /// <summary>Settings of a connection string, made patient at start and quick to notice a lost server.</summary>
    public static ConfigurationOptions Options(string connectionString, string clientName)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        // Connecting goes on in the background: the process starts, reports "not ready", and recovers by itself.
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 3;
        options.ConnectTimeout = 2_000;
        options.KeepAlive = 5;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName ??= clientName;
        return options;
    }
}
