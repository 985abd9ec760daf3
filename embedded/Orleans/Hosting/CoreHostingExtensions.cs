using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Clustering;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Sets up a cluster of one silo.</summary>
public static class CoreHostingExtensions
{
    /// <summary>A cluster of this silo alone, on loopback; <c>UseRedisClustering</c> makes larger ones.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">The port for silos; 0 for any free one.</param>
    /// <param name="gatewayPort">The port for clients; 0 for any free one.</param>
    /// <param name="primarySiloEndpoint">Null, or this silo.</param>
    /// <param name="serviceId">The application.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <exception cref="NotSupportedException">The primary is another silo.</exception>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        if (primarySiloEndpoint is not null && primarySiloEndpoint.Port != siloPort)
            throw new NotSupportedException($"A localhost cluster has one silo, and the primary is {primarySiloEndpoint}: use UseRedisClustering for several.");

        builder.Services.AddSingleton<IMembershipTable, InMemoryMembershipTable>();
        return builder
            .Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = IPAddress.Loopback;
                options.SiloPort = siloPort;
                options.GatewayPort = gatewayPort;
            })
            .Configure<ClusterOptions>(options =>
            {
                options.ServiceId = serviceId;
                options.ClusterId = clusterId;
            });
    }

    /// <summary>Lets the current trace travel with grain calls. Setting <c>Orleans:EnableDistributedTracing</c> to true does the same.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder) => builder.Configure<TracingOptions>(options => options.IsEnabled = true);
}
