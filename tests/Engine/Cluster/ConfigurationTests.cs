using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Platform.LoadTests.Cluster;
using Platform.Tests.Engine.Behaviour;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Engine.Cluster;

public sealed class ConfigurationTests(EngineRedis redis)
{
    [Fact]
    public async Task Silo_and_client_start_from_configuration_alone()
    {
        using var silo = Build(builder => builder.UseOrleans());
        using var client = Build(builder => builder.UseOrleansClient());
        await silo.StartAsync(TestContext.Current.CancellationToken);
        await client.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("x", await client.Services.GetRequiredService<IClusterClient>().GetGrain<ICallGrain>("x").Name());
        Assert.Equal("from-configuration", silo.Services.GetRequiredService<ILocalSiloDetails>().ClusterId);

        await client.StopAsync(TestContext.Current.CancellationToken);
        await silo.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task All_problems_are_told_at_once_with_their_values()
    {
        using var host = Build(builder => builder.UseOrleans(silo => silo
            .Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromSeconds(5))
            .Configure<ClusterMembershipOptions>(options => options.NumMissedProbesLimit = 0)
            .Configure<EndpointOptions>(options => options.SiloPort = 70000)));
        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("CollectionAge is 00:00:05", error.Message, StringComparison.Ordinal);
        Assert.Contains("NumMissedProbesLimit is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("SiloPort is 70000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_without_clustering_says_what_to_call()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans();
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("UseRedisClustering", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_localhost_cluster_needs_no_table()
    {
        var siloBuilder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var gateway = LoopbackPort.Free();
        siloBuilder.UseOrleans(silo => silo.UseLocalhostClustering(LoopbackPort.Free(), gateway));
        using var silo = siloBuilder.Build();
        var clientBuilder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        clientBuilder.UseOrleansClient(builder => builder.UseLocalhostClustering(gateway));
        using var client = clientBuilder.Build();
        await silo.StartAsync(TestContext.Current.CancellationToken);
        await client.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("x", await client.Services.GetRequiredService<IClusterClient>().GetGrain<ICallGrain>("x").Name());
        await client.StopAsync(TestContext.Current.CancellationToken);
        await silo.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_failing_startup_task_ends_the_start_and_leaves_no_row()
    {
        await using var cluster = await TestCluster.StartAsync(redis);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.AddSiloAsync(silo =>
            silo.AddStartupTask((_, _) => throw new InvalidOperationException("No."))));
        await Eventually.Holds(async () =>
            (await cluster.Client.GetGrain<IManagementGrain>(0).GetHosts()).Values.Order().SequenceEqual([SiloStatus.Active, SiloStatus.Dead]));
    }

    private IHost Build(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Orleans:Clustering:ProviderType"] = "Redis",
            ["Orleans:Clustering:ServiceKey"] = "redis",
            ["Orleans:ClusterId"] = "from-configuration",
            ["Orleans:ServiceId"] = "engine-tests",
            ["Orleans:EnableDistributedTracing"] = "true",
        });
        builder.Services.AddKeyedSingleton<IConnectionMultiplexer>("redis", (_, _) => ConnectionMultiplexer.Connect(redis.ConnectionString));
        configure(builder);
        return builder.Build();
    }
}
