namespace Platform.Api.Cluster;

/// <summary>Figures over the active silos.</summary>
/// <param name="ActiveSilos">How many silos are active.</param>
/// <param name="Activations">Activations by type of grain.</param>
/// <param name="TotalActivations">All activations.</param>
internal sealed record ClusterTotalsView(int ActiveSilos, SortedDictionary<string, int> Activations, int TotalActivations);
