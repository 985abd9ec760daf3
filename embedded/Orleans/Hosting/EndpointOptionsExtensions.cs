using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Sets where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    /// <summary>Advertises an address.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="advertisedIP">What others connect to.</param>
    /// <param name="siloPort">The port for silos; 0 for any free one.</param>
    /// <param name="gatewayPort">The port for clients; 0 for any free one.</param>
    /// <param name="listenOnAnyHostAddress">Whether to listen on every address of the machine.</param>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false) =>
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            if (listenOnAnyHostAddress)
            {
                options.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, siloPort);
                options.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, gatewayPort);
            }
        });

    /// <summary>Advertises the first address of a host name.</summary>
    /// <exception cref="OrleansConfigurationException">The name has no address of that family.</exception>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        string? hostname,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false)
    {
        var name = hostname ?? Dns.GetHostName();
        var address = Array.Find(Dns.GetHostAddresses(name), candidate => candidate.AddressFamily == addressFamily)
            ?? throw new OrleansConfigurationException($"The host name '{name}' has no {addressFamily} address: pass an IPAddress to ConfigureEndpoints.");
        return builder.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress);
    }

    /// <summary>Advertises the first address of this machine.</summary>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false) =>
        builder.ConfigureEndpoints(null, siloPort, gatewayPort, addressFamily, listenOnAnyHostAddress);
}
