using Platform.Api.Health;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Cluster;

namespace Platform.Api.Hosting;

/// <summary>Makes the process a client of the cluster.</summary>
internal static class ClusterClientRegistration
{
    /// <summary>Adds the client, its connection to the membership table, and the check that it reaches the cluster.</summary>
    public static void AddPlatformClusterClient(this WebApplicationBuilder builder)
    {
        builder.AddClusterDefaults();
        builder.AddRedisConnection("platform-api");
        builder.UseOrleansClient();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>(ClusterHealthCheck.Name, tags: [PlatformHealth.Ready]);
        builder.Services.AddSingleton<ClusterHealthCheck>();
    }
}
