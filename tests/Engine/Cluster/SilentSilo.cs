using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering;
using Orleans.Membership;

namespace Platform.Tests.Engine.Cluster;

/// <summary>A silo as the others see one that stands still: active in the table, it takes connections and never says a word.</summary>
internal sealed class SilentSilo : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private SilentSilo()
    {
        _listener.Start();
        Address = SiloAddress.New((IPEndPoint)_listener.LocalEndpoint, 1);
    }

    public SiloAddress Address { get; }

    /// <summary>Enters the table that a silo of the cluster uses, and waits until all of these silos know.</summary>
    public static async Task<SilentSilo> JoinAsync(params IHost[] silos)
    {
        var silent = new SilentSilo();
        var table = silos[0].Services.GetRequiredService<IMembershipTable>();
        var view = await table.ReadAsync();
        var row = new MembershipEntry
        {
            SiloAddress = silent.Address,
            ProxyPort = silent.Address.Endpoint.Port,
            Status = SiloStatus.Active,
            StartTime = TimeProvider.System.GetUtcNow().UtcDateTime,
            IAmAliveTime = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        if (!await table.TryWriteAsync(view.Version, [row], [], view.Version + 1))
            throw new InvalidOperationException("Somebody else wrote the table.");
        foreach (var silo in silos)
            await silo.Services.GetRequiredService<MembershipTableReader>().TryReadAsync();
        return silent;
    }

    public void Dispose() => _listener.Dispose();
}
