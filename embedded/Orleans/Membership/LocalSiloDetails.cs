using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Membership;

/// <summary>The silo of this process, for services that want to know it.</summary>
internal sealed class LocalSiloDetails(IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster) : ILocalSiloDetails
{
    private SiloAddress? _address;
    private SiloAddress? _gateway;

    public string Name => silo.Value.SiloName;

    public string ClusterId => cluster.Value.ClusterId;

    public string DnsHostName { get; } = Dns.GetHostName();

    public SiloAddress SiloAddress => _address ?? throw NotStarted();

    public SiloAddress GatewayAddress => _gateway ?? throw NotStarted();

    public void Set(SiloAddress address, SiloAddress gateway)
    {
        _address = address;
        _gateway = gateway;
    }

    private static InvalidOperationException NotStarted() => new("The silo's addresses are known once it listens: read them after the host has started.");
}
