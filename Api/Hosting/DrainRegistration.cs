using Microsoft.AspNetCore.Server.Kestrel.Core;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Hosting;

/// <summary>Makes the process leave in a way that load balancers and clients can follow.</summary>
internal static class DrainRegistration
{
    /// <summary>Adds the drain and its settings.</summary>
    public static void AddDrain(this IServiceCollection services)
    {
        services.AddValidatedOptions<DrainOptions, DrainOptionsValidator>(DrainOptions.Section);
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<Drain>();
        services.AddHostedService(static provider => provider.GetRequiredService<Drain>());
        services.AddOptions<KestrelServerOptions>().Configure<OpenConnections>(static (server, connections) =>
            server.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => connections.Serve(connection, next))));
    }
}
