using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Clustering;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>General settings of a cluster client.</summary>
public static class ClientBuilderExtensions
{
    /// <summary>Sets options.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class
    {
        builder.Services.Configure(configureOptions);
        return builder;
    }

    /// <summary>Binds options to configuration.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, IConfiguration configuration)
        where TOptions : class
    {
        builder.Services.Configure<TOptions>(configuration);
        return builder;
    }

    /// <summary>Adds services.</summary>
    public static IClientBuilder ConfigureServices(this IClientBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>Calls a silo on this machine that was set up with <c>UseLocalhostClustering</c>.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="gatewayPort">The silo's gateway port.</param>
    /// <param name="serviceId">The application.</param>
    /// <param name="clusterId">The cluster.</param>
    public static IClientBuilder UseLocalhostClustering(this IClientBuilder builder, int gatewayPort = 30000, string serviceId = "dev", string clusterId = "dev")
    {
        builder.Services.AddSingleton<IMembershipTable>(new StaticMembershipTable(new IPEndPoint(IPAddress.Loopback, gatewayPort)));
        return builder.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
    }

    /// <summary>Has an observer told how the client is connected.</summary>
    public static IClientBuilder AddClusterConnectionStatusObserver<TObserver>(this IClientBuilder builder, TObserver observer)
        where TObserver : IClusterConnectionStatusObserver
    {
        builder.Services.AddSingleton<IClusterConnectionStatusObserver>(observer);
        return builder;
    }

    /// <summary>Lets the current trace travel with grain calls. Setting <c>Orleans:EnableDistributedTracing</c> to true does the same.</summary>
    public static IClientBuilder AddActivityPropagation(this IClientBuilder builder) => builder.Configure<TracingOptions>(options => options.IsEnabled = true);
}
