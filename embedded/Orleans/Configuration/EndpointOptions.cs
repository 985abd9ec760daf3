using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo listens.</summary>
public class EndpointOptions
{
    /// <summary>The silo port of <c>UseLocalhostClustering</c>.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>The gateway port of <c>UseLocalhostClustering</c>.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The address that others are told to connect to. Default: loopback.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port for silos. 0, the default here, takes any free port and advertises it, so that many silos can share a machine.</summary>
    public int SiloPort { get; set; }

    /// <summary>The port for clients. 0, the default here, takes any free port and advertises it.</summary>
    public int GatewayPort { get; set; }

    /// <summary>Where to listen for silos, when it is not the advertised address and <see cref="SiloPort"/>. Null by default.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Where to listen for clients, when it is not the advertised address and <see cref="GatewayPort"/>. Null by default.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
