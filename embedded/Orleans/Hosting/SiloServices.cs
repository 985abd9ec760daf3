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
using Orleans.Diagnostics;
using Orleans.Management;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Registers what a silo consists of.</summary>
internal static class SiloServices
{
    public static ISiloBuilder AddSilo(IServiceCollection services, IConfiguration configuration)
    {
        var builder = new SiloBuilder(services, configuration);
        if (services.Any(service => service.ServiceType == typeof(Silo)))
            return builder;

        AddRuntime(services);
        AddMembership(services);
        AddForApplication(services);
        AddOptions(services, configuration.GetSection("Orleans"));
        services.AddHostedService(provider => provider.GetRequiredService<SiloHost>());
        return builder;
    }

    private static void AddRuntime(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CallTracker>();
        services.AddSingleton<SiloLinks>();
        services.AddSingleton<ConnectionCounters>();
        services.AddSingleton<StallGuard>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CallRouter>(provider, provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value));
        services.AddSingleton(provider => new Handshake(provider.GetRequiredService<IOptions<ClusterOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var silo = ActivatorUtilities.CreateInstance<Silo>(provider);
            silo.IncomingFilters = [.. provider.GetServices<IIncomingGrainCallFilter>()];
            silo.Classes = new ActivationClasses(
                silo,
                services,
                provider.GetRequiredService<IOptions<GrainCollectionOptions>>(),
                provider.GetRequiredService<IOptions<SiloMessagingOptions>>(),
                silo.IncomingFilters.Length > 0);
            return silo;
        });
        services.AddSingleton(provider => new SiloDialer(
            provider.GetRequiredService<Handshake>(),
            provider.GetRequiredService<ClusterViewSource>(),
            provider.GetRequiredService<Silo>(),
            provider.GetRequiredService<ConnectionCounters>(),
            provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.MaxMessageBodySize,
            () => provider.GetRequiredService<Silo>().Address,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<SiloListener>();
        services.AddSingleton<ActivationCollector>();
        services.AddSingleton<ProcessUsage>();
        services.AddSingleton<SiloControl>();
        services.AddSingleton<SiloMetrics>();
        services.AddSingleton<SiloHost>();
    }

    private static void AddMembership(IServiceCollection services)
    {
        services.AddSingleton<ClusterViewSource>();
        services.AddSingleton<MembershipTableReader>();
        services.AddSingleton<MembershipAgent>();
        services.AddSingleton<FailureDetector>();
        services.AddSingleton<LocalSiloDetails>();
    }

    private static void AddForApplication(IServiceCollection services)
    {
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Silo>().GrainFactory);
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<Silo>().GrainFactory);
        services.AddSingleton<ILocalSiloDetails>(provider => provider.GetRequiredService<LocalSiloDetails>());
        services.AddSingleton<IClusterMembershipService, ClusterMembershipService>();
        services.AddSingleton<ISiloStatusOracle, SiloStatusOracle>();
        services.AddScoped<IGrainContext>(_ => RuntimeContext.Current
            ?? throw new InvalidOperationException("IGrainContext can be injected into grains only."));
    }

    private static void AddOptions(IServiceCollection services, IConfigurationSection section)
    {
        services.Configure<ClusterOptions>(section);
        services.Configure<SiloMessagingOptions>(section.GetSection("Messaging"));
        services.Configure<SiloOptions>(options => options.SiloName = section["Name"] ?? options.SiloName);
        services.Configure<EndpointOptions>(options => EndpointConfiguration.Bind(options, section.GetSection("Endpoints")));
        services.AddSingleton<IOptionsCheck, ClusterOptionsCheck>();
        services.AddSingleton<IOptionsCheck, EndpointOptionsCheck>();
        services.AddSingleton<IOptionsCheck, GrainCollectionOptionsCheck>();
        services.AddSingleton<IOptionsCheck, ClusterMembershipOptionsCheck>();
        services.AddSingleton<IOptionsCheck>(provider => new MessagingOptionsCheck(provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value));
        services.Configure<TracingOptions>(options => options.IsEnabled |= bool.TryParse(section["EnableDistributedTracing"], out var traces) && traces);
        RedisClusteringServices.AddFromConfiguration(services, section.GetSection("Clustering"));
    }
}
