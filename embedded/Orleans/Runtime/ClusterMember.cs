namespace Orleans.Runtime;

/// <summary>A silo in a view of the cluster.</summary>
/// <param name="siloAddress">The silo.</param>
/// <param name="status">Its status.</param>
/// <param name="name">Its name.</param>
[GenerateSerializer, Alias("Orleans.Runtime.ClusterMember")]
public sealed class ClusterMember(SiloAddress siloAddress, SiloStatus status, string name) : IEquatable<ClusterMember>
{
    /// <summary>The silo.</summary>
    [Id(0)]
    public SiloAddress SiloAddress { get; private set; } = siloAddress;

    /// <summary>Its status.</summary>
    [Id(1)]
    public SiloStatus Status { get; private set; } = status;

    /// <summary>Its name.</summary>
    [Id(2)]
    public string Name { get; private set; } = name;

    /// <inheritdoc/>
    public bool Equals(ClusterMember? other) => other is not null && SiloAddress.Equals(other.SiloAddress) && Status == other.Status && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClusterMember);

    /// <inheritdoc/>
    public override int GetHashCode() => SiloAddress.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {SiloAddress} {Status}";
}
