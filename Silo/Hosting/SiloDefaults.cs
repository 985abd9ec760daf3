using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Platform.ServiceDefaults.Cluster;
using Platform.Silo.Calls;

namespace Platform.Silo.Hosting;

/// <summary>How a silo joins its cluster, and how quickly a lost one is noticed.</summary>
internal static class SiloDefaults
{
    /// <summary>Adds the silo.</summary>
    public static void AddPlatformSilo(this WebApplicationBuilder builder)
    {
        builder.AddClusterDefaults();
        builder.AddFreePorts();
        builder.UseOrleans(static silo => silo.AddIncomingGrainCallFilter<HeldCallsFilter>());
        builder.Services.Configure<ClusterMembershipOptions>(static options =>
        {
            // A lost silo is noticed within about two probes; its sessions then go on elsewhere.
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedProbesLimit = 2;
            // After a power failure the table is full of silos that are gone. Orleans lets nobody join that cannot reach all of them, but
            // one that joins may declare those dead which have not written for this long: 2 s.
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedTableIAmAliveLimit = 2;
            // One that came before that time was over gives up, and whoever looks after it starts it again.
            options.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
            // A silo that stood still while it was declared dead learns of it, and ends itself, when it reads the table.
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
        builder.Services.Configure<GrainCollectionOptions>(static options =>
        {
            options.CollectionAge = TimeSpan.FromMinutes(15);
            options.CollectionQuantum = TimeSpan.FromSeconds(30);
        });
        builder.Services.AddOptions<GrainCollectionOptions>().BindConfiguration("Orleans:GrainCollection");
        // Half of it passes before a silent stream gives a sign of life, and its reader, the API, waits 10 s for one.
        builder.Services.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(15));
    }

    /// <summary>
    /// Several silos may run on one machine, so what nobody chose is free for each, and only this machine reaches it: silos trust
    /// whoever connects. A container has a network of its own, and there Orleans advertises the container's address.
    /// </summary>
    private static void AddFreePorts(this WebApplicationBuilder builder)
    {
        builder.AddDefaultUrl("http://127.0.0.1:0");
        builder.AddDefaults(new()
        {
            ["Orleans:Endpoints:SiloPort"] = FreePort(),
            ["Orleans:Endpoints:GatewayPort"] = FreePort(),
        });
        if (!builder.Configuration.GetValue<bool>("DOTNET_RUNNING_IN_CONTAINER"))
            builder.AddDefaults(new() { ["Orleans:Endpoints:AdvertisedIPAddress"] = IPAddress.Loopback.ToString() });
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
