using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Platform.ServiceDefaults.Cluster;

/// <summary>
/// How a process finds the cluster: what the app host would set is the default here, so that a silo or an API replica that is
/// started by hand with nothing but a connection string joins the same cluster.
/// </summary>
public static class ClusterDefaults
{
    /// <summary>The Redis resource: in <c>ConnectionStrings__redis</c>, as service key and in the cluster's configuration.</summary>
    public const string RedisName = "redis";

    private const string ClusterName = "platform";

    /// <summary>What is missing to find the cluster, in one line for the person who started the process; null when nothing is.</summary>
    public static string? Missing(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration.GetConnectionString(RedisName))
            ? $"No Redis is configured. Set ConnectionStrings__{RedisName}=HOST:PORT, or start everything with: dotnet run --project AppHost"
            : null;

    /// <summary>
    /// Names the cluster and its membership table, where configuration does not. Orleans' lists of all its settings, which are
    /// longer than the rest of what a start prints, are left out of the log unless it asks for them.
    /// </summary>
    public static void AddClusterDefaults(this WebApplicationBuilder builder) => builder.AddDefaults(new()
    {
        ["Orleans:ClusterId"] = ClusterName,
        ["Orleans:ServiceId"] = ClusterName,
        ["Orleans:Clustering:ProviderType"] = "Redis",
        ["Orleans:Clustering:ServiceKey"] = RedisName,
        ["Logging:LogLevel:Orleans.Runtime.SiloOptionsLogger"] = "Warning",
        ["Logging:LogLevel:Orleans.ClientOptionsLogger"] = "Warning",
    });

    /// <summary>Sets where the process listens, where nobody chose it.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="url">The address, such as <c>http://127.0.0.1:0</c> for any free port.</param>
    public static void AddDefaultUrl(this WebApplicationBuilder builder, string url)
    {
        string[] chosen = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];
        if (chosen.All(name => !builder.Configuration.GetSection(name).Exists()))
            builder.AddDefaults(new() { ["urls"] = url });
    }

    /// <summary>Adds settings that configuration does not have.</summary>
    public static void AddDefaults(this WebApplicationBuilder builder, Dictionary<string, string?> defaults)
    {
        foreach (var name in defaults.Keys.Where(name => builder.Configuration[name] is { Length: > 0 }).ToArray())
            defaults.Remove(name);
        builder.Configuration.AddInMemoryCollection(defaults);
    }
}
