using Orleans.Statistics;

namespace Orleans.Runtime;

/// <summary>Figures of one silo.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.SiloRuntimeStatistics")]
public sealed class SiloRuntimeStatistics
{
    internal SiloRuntimeStatistics()
    {
    }

    /// <summary>The number of activations.</summary>
    [Id(0)]
    public int ActivationCount { get; internal set; }

    /// <summary>The number of activations that had a call within the last collection quantum.</summary>
    [Id(1)]
    public int RecentlyUsedActivationCount { get; internal set; }

    /// <summary>The number of connected clients.</summary>
    [Id(7)]
    public long ClientCount { get; internal set; }

    /// <summary>The messages received from other processes since the start.</summary>
    [Id(8)]
    public long ReceivedMessages { get; internal set; }

    /// <summary>The messages sent to other processes since the start.</summary>
    [Id(9)]
    public long SentMessages { get; internal set; }

    /// <summary>When the figures were taken (UTC).</summary>
    [Id(10)]
    public DateTime DateTime { get; internal set; }

    /// <summary>Processor and memory.</summary>
    [Id(11)]
    public EnvironmentStatistics EnvironmentStatistics { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ActivationCount} activations, {ClientCount} clients, {EnvironmentStatistics}";
}
