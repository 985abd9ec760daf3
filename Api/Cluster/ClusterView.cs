namespace Platform.Api.Cluster;

/// <summary>The cluster at this moment.</summary>
/// <param name="Silos">The silos, active ones first.</param>
/// <param name="Totals">Over the active silos.</param>
internal sealed record ClusterView(SiloView[] Silos, ClusterTotalsView Totals);
