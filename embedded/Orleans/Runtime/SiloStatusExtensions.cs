namespace Orleans.Runtime;

/// <summary>Questions about a status.</summary>
public static class SiloStatusExtensions
{
    /// <summary>Whether the silo is leaving or has left.</summary>
    public static bool IsTerminating(this SiloStatus siloStatus) =>
        siloStatus is SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead;
}
