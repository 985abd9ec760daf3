using System.Net;
using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

internal sealed class EndpointOptionsCheck(IOptions<EndpointOptions> options) : IOptionsCheck
{
    public IEnumerable<string> Problems()
    {
        var endpoints = options.Value;
        if (endpoints.SiloPort is < 0 or > ushort.MaxValue)
            yield return $"EndpointOptions.SiloPort is {endpoints.SiloPort}: it must be 0 (any free port) to 65535.";
        if (endpoints.GatewayPort is < 0 or > ushort.MaxValue)
            yield return $"EndpointOptions.GatewayPort is {endpoints.GatewayPort}: it must be 0 (any free port) to 65535.";
        if (endpoints.SiloPort != 0 && endpoints.SiloPort == endpoints.GatewayPort)
            yield return $"EndpointOptions.SiloPort and GatewayPort are both {endpoints.SiloPort}: they must differ.";
        if (endpoints.AdvertisedIPAddress is null || endpoints.AdvertisedIPAddress.Equals(IPAddress.Any) || endpoints.AdvertisedIPAddress.Equals(IPAddress.IPv6Any))
            yield return $"EndpointOptions.AdvertisedIPAddress is '{endpoints.AdvertisedIPAddress}': it must be an address that others can connect to.";
    }
}
