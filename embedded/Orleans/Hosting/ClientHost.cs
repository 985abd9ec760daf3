using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Calls;
using Orleans.Clustering;
using Orleans.Configuration;
using Orleans.Connections;
using Orleans.Invocation;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Starts and stops the cluster client with its host. It starts without a silo: calls wait for one until their response timeout.</summary>
internal sealed class ClientHost(IServiceProvider services, CallRouter calls, IOptions<GatewayOptions> options) : IHostedService, IGrainCallRuntimeSource
{
    public IGrainCallRuntime Calls => calls;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        OptionsCheck.Run(services.GetServices<IOptionsCheck>());
        if (services.GetService<IMembershipTable>() is null)
        {
            throw new OrleansConfigurationException(
                "The cluster client has no membership table: call UseRedisClustering or UseLocalhostClustering, or set Orleans:Clustering:ProviderType to 'Redis'.");
        }

        GrainManifest.EnsureLoaded(Assembly.GetEntryAssembly() ?? typeof(ClientHost).Assembly);
        services.GetRequiredService<SiloLinks>().Attach(services.GetRequiredService<SiloDialer>());
        services.GetRequiredService<GatewayCount>().Follow(services.GetRequiredService<ClusterViewSource>());
        var reader = services.GetRequiredService<MembershipTableReader>();
        Task reading = reader.TryReadAsync();
        await reading.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        reader.Start(options.Value.GatewayListRefreshPeriod);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        calls.Stop();
        services.GetRequiredService<SiloLinks>().CloseAll("The client has stopped.");
        await services.GetRequiredService<MembershipTableReader>().DisposeAsync();
    }
}
