using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Platform.Silo.Storage;

namespace Platform.Silo.Hosting;

/// <summary>
/// How a silo finds its cluster: what the app host would set is the default here, so that a silo started by hand with
/// nothing but a connection string joins the same cluster.
/// </summary>
internal static class SiloDefaults
{
    private const string ClusterName = "platform";

    /// <summary>Adds the silo.</summary>
    public static void AddPlatformSilo(this WebApplicationBuilder builder)
    {
        builder.AddClusterDefaults();
        builder.AddFreePorts();
        builder.UseOrleans();
        builder.Services.Configure<ClusterMembershipOptions>(static options =>
        {
            // A lost silo is noticed within about two probes; its sessions then go on elsewhere.
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedProbesLimit = 2;
        });
        builder.Services.Configure<GrainCollectionOptions>(static options =>
        {
            options.CollectionAge = TimeSpan.FromMinutes(15);
            options.CollectionQuantum = TimeSpan.FromSeconds(30);
        });
        builder.Services.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
    }

    private static void AddClusterDefaults(this WebApplicationBuilder builder) => builder.AddDefaults(new()
    {
        ["Orleans:ClusterId"] = ClusterName,
        ["Orleans:ServiceId"] = ClusterName,
        ["Orleans:Clustering:ProviderType"] = "Redis",
        ["Orleans:Clustering:ServiceKey"] = RedisRegistration.Name,
    });

    /// <summary>Several silos may run on one machine, so what nobody chose is free for each.</summary>
    private static void AddFreePorts(this WebApplicationBuilder builder)
    {
        if (new[] { "urls", "http_ports", "https_ports", "Kestrel:Endpoints" }.All(name => !builder.Configuration.GetSection(name).Exists()))
            builder.AddDefaults(new() { ["urls"] = "http://127.0.0.1:0" });
        builder.AddDefaults(new()
        {
            ["Orleans:Endpoints:SiloPort"] = FreePort(),
            ["Orleans:Endpoints:GatewayPort"] = FreePort(),
        });
    }

    private static void AddDefaults(this WebApplicationBuilder builder, Dictionary<string, string?> defaults)
    {
        foreach (var name in defaults.Keys.Where(name => builder.Configuration[name] is { Length: > 0 }).ToArray())
            defaults.Remove(name);
        builder.Configuration.AddInMemoryCollection(defaults);
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
