using Platform.Api.Authentication;
using Platform.Api.Json;

namespace Platform.Api.Cluster;

/// <summary>The cluster, for the operator.</summary>
internal static class ClusterRoutes
{
    /// <summary>The most silos shown; those that are gone stay in the membership table for a while.</summary>
    private const int MaxSilos = 200;

    /// <summary>Maps <c>/admin/cluster</c>.</summary>
    public static void MapCluster(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/cluster", Get)
            .RequireAccess(Access.Admin)
            .WithTags("Cluster")
            .WithSummary("The silos, and how many grains of each type live on them");

    private static async Task<JsonAnswer<ClusterView>> Get(IClusterClient cluster)
    {
        var management = cluster.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetDetailedHosts();
        var statistics = (await management.GetSimpleGrainStatistics()).ToLookup(static statistic => statistic.SiloAddress);
        var silos = hosts
            .OrderBy(static host => host.Status == SiloStatus.Active ? 0 : 1)
            .ThenByDescending(static host => host.StartTime)
            .Take(MaxSilos)
            .Select(host => View(host, host.Status == SiloStatus.Active ? statistics[host.SiloAddress] : []))
            .ToArray();
        var active = silos.Where(static silo => silo.Status == "active").ToArray();
        return new(new ClusterView(silos, new ClusterTotalsView(
            active.Length,
            Sum(active.SelectMany(static silo => silo.Activations)),
            active.Sum(static silo => silo.TotalActivations))));
    }

    private static SiloView View(MembershipEntry host, IEnumerable<SimpleGrainStatistic> statistics)
    {
        var counts = statistics.Select(static statistic => KeyValuePair.Create(GrainTypeName.Of(statistic.GrainType), statistic.ActivationCount)).ToArray();
        return new SiloView
        {
            Address = host.SiloAddress.ToParsableString(),
            Name = host.SiloName,
            HostName = host.HostName,
            Status = WireName<SiloStatus>.Of(host.Status),
            StartedAt = DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc),
            Activations = Sum(counts.Where(static count => count.Key is not null)!),
            TotalActivations = counts.Sum(static count => count.Value),
        };
    }

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (type, count) in counts)
            sums[type] = sums.GetValueOrDefault(type) + count;
        return sums;
    }
}
