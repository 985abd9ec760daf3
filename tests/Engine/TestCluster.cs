using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Platform.LoadTests.Cluster;

namespace Platform.Tests.Engine;

/// <summary>Silos and clients in hosts of their own, in this process: they share nothing but Redis and TCP.</summary>
internal sealed class TestCluster(string redis) : IAsyncDisposable
{
    private readonly string _clusterId = "test-" + Guid.NewGuid().ToString("N");
    private readonly List<IHost> _hosts = [];

    public static async Task<TestCluster> StartAsync(EngineRedis redis, int silos = 1, Action<ISiloBuilder>? configure = null)
    {
        var cluster = new TestCluster(redis.ConnectionString);
        for (var index = 0; index < silos; index++)
            await cluster.AddSiloAsync(configure);
        await cluster.AddClientAsync();
        return cluster;
    }

    public IClusterClient Client { get; private set; } = null!;

    public List<IHost> Silos { get; } = [];

    public string ClusterId => _clusterId;

    /// <summary>The factory of a silo: calls of grains of that silo stay in its process.</summary>
    public IGrainFactory FactoryOf(int silo) => Silos[silo].Services.GetRequiredService<IGrainFactory>();

    public async Task<IHost> AddSiloAsync(Action<ISiloBuilder>? configure = null)
    {
        var builder = NewBuilder();
        builder.UseOrleans(silo =>
        {
            silo.UseRedisClustering(redis);
            silo.ConfigureEndpoints(IPAddress.Loopback, LoopbackPort.Free(), LoopbackPort.Free());
            silo.Configure<ClusterOptions>(Name);
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 2;
            });
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        Silos.Add(host);
        return host;
    }

    public async Task<IClusterClient> AddClientAsync(Action<IClientBuilder>? configure = null)
    {
        var builder = NewBuilder();
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(redis);
            client.Configure<ClusterOptions>(Name);
            configure?.Invoke(client);
        });
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return Client = host.Services.GetRequiredService<IClusterClient>();
    }

    public async Task StopAsync(IHost silo)
    {
        Silos.Remove(silo);
        await silo.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Clients first: they would look for silos that are gone.
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static HostApplicationBuilder NewBuilder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        return builder;
    }

    private void Name(ClusterOptions options)
    {
        options.ClusterId = _clusterId;
        options.ServiceId = "engine-tests";
    }
}
