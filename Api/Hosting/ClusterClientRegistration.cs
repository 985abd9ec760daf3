using Orleans.Configuration;
using Platform.Api.Calls;
using Platform.Api.Health;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Cluster;

namespace Platform.Api.Hosting;

/// <summary>Makes the process a client of the cluster.</summary>
internal static class ClusterClientRegistration
{
    /// <summary>
    /// How long a call may take that does not say otherwise, as turns do: 10 s. Long enough for a lost silo to be noticed and
    /// replaced, short enough for a caller to be told that the cluster is away.
    /// </summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How often the membership table is read, so that calls no longer go through a silo that has been declared dead but keeps its connections: 2 s. Orleans does so every minute.</summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(2);

    /// <summary>Adds the client, its connection to the membership table, and the check that it reaches the cluster.</summary>
    public static void AddPlatformClusterClient(this WebApplicationBuilder builder)
    {
        builder.AddClusterDefaults();
        builder.AddRedisConnection("platform-api");
        builder.Services.AddSingleton<IClientConnectionRetryFilter, ClusterPatience>();
        var gateways = new GatewayLoss();
        builder.Services.AddSingleton(gateways);
        builder.UseOrleansClient(client => client.AddClusterConnectionStatusObserver(gateways).AddOutgoingGrainCallFilter<LostCalls>());
        // The client waits for a silo; the server listens meanwhile, so that probes and callers are told.
        builder.Services.Configure<HostOptions>(static options => options.ServicesStartConcurrently = true);
        // Before the warmer, whose requests it would refuse: hosted services are told of the start in this order.
        builder.Services.AddSingleton<ClusterStart>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<ClusterStart>());
        builder.Services.Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = ResponseTimeout);
        builder.Services.Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = GatewayRefresh);
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>(ClusterHealthCheck.Name, tags: [PlatformHealth.Ready]);
        builder.Services.AddSingleton<ClusterHealthCheck>();
    }
}
