using Microsoft.Extensions.DependencyInjection;

namespace Platform.AppHost.Redis;

/// <summary>Decides which Redis the platform uses.</summary>
internal static class PlatformRedis
{
    private const string Name = "redis";
    private const string Section = $"ConnectionStrings:{Name}";

    /// <summary>
    /// Adds, in this order: the Redis that the user names (--redis, ConnectionStrings__redis), redis-server where it is
    /// installed, Garnet. What is published has the one of the place it is deployed to.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPlatformRedis(
        this IDistributedApplicationBuilder builder, AppHostOptions options, DataDirectory data)
    {
        if (options.Publishes)
            return builder.AddConnectionString(Name);
        if (options.Redis?.Contains(':') == true)
            builder.Configuration[Section] = options.Redis;
        var given = options.Redis is RedisServerProgram.Name or GarnetProgram.Name ? null : builder.Configuration[Section];
        if (!string.IsNullOrEmpty(given))
            return builder.AddConnectionString(Name).WithPing(builder, given);

        var server = ChooseServer(options, data, Path.Combine(builder.AppHostDirectory, ".."));
        var port = LocalPort.Reserve(data.PathOf("redis.port"));
        var redis = new LocalRedisResource(Name, server, port);
        return builder.AddResource(redis)
            .WithArgs(server.ArgumentsFor(port))
            .WithPing(builder, $"{redis.Host}:{port}");
    }

    private static RedisServer ChooseServer(AppHostOptions options, DataDirectory data, string repository)
    {
        var hasGarnetData = Directory.Exists(data.PathOf(GarnetProgram.Name)) && !Directory.Exists(data.PathOf(Name));
        var useGarnet = options.Redis is null ? hasGarnetData || !RedisServerProgram.IsInstalled : options.Redis == GarnetProgram.Name;
        if (useGarnet && options.AppendFsync is not null)
            throw new AppHostError("--appendfsync is an option of redis-server: leave it out with Garnet, or use --redis redis-server", AppHostError.WrongUsage);
        return useGarnet
            ? GarnetProgram.In(data.Folder(GarnetProgram.Name), repository)
            : RedisServerProgram.In(data.Folder(Name), options.AppendFsync ?? "everysec");
    }

    private static IResourceBuilder<T> WithPing<T>(this IResourceBuilder<T> redis, IDistributedApplicationBuilder builder, string connectionString)
        where T : IResource
    {
        builder.Services.AddHealthChecks().AddCheck(Name, new RedisPing(connectionString));
        return redis.WithHealthCheck(Name);
    }
}
