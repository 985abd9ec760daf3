using Orleans.Runtime;

namespace Orleans;

/// <summary>One silo's row in the membership table.</summary>
[GenerateSerializer, Alias("Orleans.MembershipEntry")]
public sealed class MembershipEntry
{
    /// <summary>The silo.</summary>
    [Id(0)]
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Its status.</summary>
    [Id(1)]
    public SiloStatus Status { get; set; }

    /// <summary>Who suspects it to be dead, and since when (UTC). Known to silos; it is not sent to clients.</summary>
    [field: NonSerialized]
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    /// <summary>The port for clients; 0 when it takes none.</summary>
    [Id(3)]
    public int ProxyPort { get; set; }

    /// <summary>The machine.</summary>
    [Id(4)]
    public string HostName { get; set; } = "";

    /// <summary>The silo's name.</summary>
    [Id(5)]
    public string SiloName { get; set; } = "";

    /// <summary>The application's name.</summary>
    [Id(6)]
    public string? RoleName { get; set; }

    /// <summary>When it started (UTC).</summary>
    [Id(9)]
    public DateTime StartTime { get; set; }

    /// <summary>When it last said to be alive (UTC).</summary>
    [Id(10)]
    public DateTime IAmAliveTime { get; set; }

    internal MembershipEntry Copy() => (MembershipEntry)MemberwiseClone();

    /// <inheritdoc/>
    public override string ToString() => $"{SiloName} {SiloAddress} {Status}";
}
