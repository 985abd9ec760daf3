using Orleans.Runtime;

namespace Orleans.Calls;

/// <summary>The identity of each silo's own service, which is not placed by its key.</summary>
internal static class SiloControlAddress
{
    /// <summary>The grain type of the service.</summary>
    public static readonly GrainType GrainType = GrainType.Create("sys.silo");

    public static GrainId Of(SiloAddress silo) => new(GrainType, IdSpan.Create(silo.ToParsableString()));

    public static SiloAddress SiloOf(GrainId id) => SiloAddress.FromParsableString(id.Key.ToString());
}
