namespace Aspire.Hosting.Orleans;

/// <summary>An Orleans cluster, which projects join as silos or use as clients.</summary>
public sealed class OrleansService
{
    internal OrleansService(string name)
    {
        Name = name;
        ClusterId = name;
        ServiceId = name;
    }

    /// <summary>The name of the cluster.</summary>
    public string Name { get; }

    /// <summary>How its silos find each other.</summary>
    public IProviderConfiguration? Clustering { get; set; }

    internal string ClusterId { get; set; }

    internal string ServiceId { get; set; }
}
