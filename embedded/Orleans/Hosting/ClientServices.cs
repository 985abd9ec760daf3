using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Activations;
using Orleans.Calls;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Connections;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Registers what a cluster client consists of.</summary>
internal static class ClientServices
{
    public static IClientBuilder AddClient(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(Silo)))
            throw new OrleansConfigurationException("UseOrleansClient was called in a process that UseOrleans made a silo: a silo has a client already, inject IClusterClient or IGrainFactory.");

        var builder = new ClientBuilder(services, configuration);
        if (services.Any(service => service.ServiceType == typeof(ClientHost)))
            return builder;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClusterViewSource>();
        services.AddSingleton<MembershipTableReader>();
        services.AddSingleton<GatewayCount>();
        services.AddSingleton<CallTracker>();
        services.AddSingleton<SiloLinks>();
        services.AddSingleton<ConnectionCounters>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CallRouter>(provider, provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value));
        services.AddSingleton(provider => new Handshake(provider.GetRequiredService<IOptions<ClusterOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SiloDialer(
            provider.GetRequiredService<Handshake>(),
            provider.GetRequiredService<ClusterViewSource>(),
            provider.GetRequiredService<ClientHost>(),
            provider.GetRequiredService<ConnectionCounters>(),
            provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.MaxMessageBodySize,
            () => null,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new GrainFactory(() => provider.GetRequiredService<CallRouter>(), provider));
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<ClientHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ClientHost>());

        var section = configuration.GetSection("Orleans");
        services.Configure<ClusterOptions>(section);
        services.Configure<ClientMessagingOptions>(section.GetSection("Messaging"));
        services.Configure<GatewayOptions>(section.GetSection("Gateway"));
        services.AddSingleton<IOptionsCheck, ClusterOptionsCheck>();
        services.AddSingleton<IOptionsCheck, GatewayOptionsCheck>();
        services.AddSingleton<IOptionsCheck>(provider => new MessagingOptionsCheck(provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value));
        services.Configure<TracingOptions>(options => options.IsEnabled |= bool.TryParse(section["EnableDistributedTracing"], out var traces) && traces);
        RedisClusteringServices.AddFromConfiguration(services, section.GetSection("Clustering"));
        return builder;
    }
}
