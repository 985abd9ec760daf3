using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.LoadTests.Grains;

/// <summary>A client of a <see cref="GrainSilo"/> in this process.</summary>
internal sealed class GrainClient : IAsyncDisposable
{
    private readonly IHost _host;

    private GrainClient(IHost host) => _host = host;

    /// <summary>Reaches grains.</summary>
    public IClusterClient Cluster => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Connects.</summary>
    public static async Task<GrainClient> Connect(GrainSilo silo, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.UseOrleansClient(client => client.UseLocalhostClustering(silo.GatewayPort));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new GrainClient(host);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
