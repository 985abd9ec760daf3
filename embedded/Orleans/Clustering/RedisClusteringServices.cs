using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Runtime;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

internal static class RedisClusteringServices
{
    public static void Add(IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        services.Configure(configure);
        services.RemoveAll<IMembershipTable>();
        services.AddSingleton<IMembershipTable, RedisMembershipTable>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsCheck, RedisClusteringOptionsCheck>());
    }

    /// <summary>Sets up what the configuration section <c>Orleans:Clustering</c> asks for.</summary>
    public static void AddFromConfiguration(IServiceCollection services, IConfigurationSection section)
    {
        if (!section.Exists())
            return;
        if (section["ProviderType"] is not "Redis")
        {
            throw new OrleansConfigurationException(
                $"Orleans:Clustering:ProviderType is '{section["ProviderType"]}': the known provider is 'Redis'.");
        }

        Add(services, _ => { });
        services.AddOptions<RedisClusteringOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            if (section["ServiceKey"] is { Length: > 0 } key)
            {
                var multiplexer = provider.GetRequiredKeyedService<IConnectionMultiplexer>(key);
                options.ConfigurationOptions = new ConfigurationOptions();
                options.CreateMultiplexer = _ => Task.FromResult((multiplexer, true));
                return;
            }

            var text = section["ConnectionString"]
                ?? (section["ConnectionName"] is { } name ? provider.GetRequiredService<IConfiguration>().GetConnectionString(name) : null);
            if (!string.IsNullOrEmpty(text))
                options.ConfigurationOptions = ConfigurationOptions.Parse(text);
        });
    }
}
