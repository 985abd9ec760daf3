using Platform.AppHost;
using Platform.AppHost.Redis;
using Platform.AppHost.Tuning;

return AppHostRun.Guard(args, options =>
{
    var builder = DistributedApplication.CreateBuilder(args);
    var profile = builder.Profile();
    using var data = DataDirectory.Open(options.Data ?? Path.Combine(builder.AppHostDirectory, "..", ".data"));
    var keys = KeysFile.LoadOrCreate(data, options.Port);
    var adminKey = builder.AddParameter("admin-key", keys.AdminKey, secret: true);
    var demoKey = builder.AddParameter("demo-key", keys.DemoKey, secret: true);

    var redis = builder.AddPlatformRedis(options, data);
    var orleans = builder.AddOrleans("platform")
        .WithClusterId("platform")
        .WithServiceId("platform")
        .WithClustering(new RedisClustering(redis));

    var silo = builder.AddProject<Projects.Silo>("silo")
        .WithReplicas(options.Silos)
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health/ready")
        .WithReference(orleans)
        .WithProfile(profile)
        .WithEnvironment("PLATFORM_ADMIN_KEY", adminKey)
        .WithEnvironment("PLATFORM_KEY", demoKey)
        .WaitFor(redis);

    builder.AddProject<Projects.Api>("api")
        .WithReplicas(options.Apis)
        .WithHttpEndpoint(options.Port)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/health/ready")
        .WithReference(orleans.AsClient())
        .WithProfile(profile)
        .WaitFor(silo)
        .OnResourceReady((_, _, _) => Banner.ShowAsync(keys, options, redis.Resource));

    builder.Build().Run();
});
