namespace Orleans.Statistics;

/// <summary>Processor and memory of one process.</summary>
[GenerateSerializer, Immutable, Alias("Orleans.Statistics.EnvironmentStatistics")]
public readonly struct EnvironmentStatistics
{
    /// <summary>The share of all processors since the last sample, 0 to 100.</summary>
    [Id(0)]
    public readonly float FilteredCpuUsagePercentage;

    /// <summary>The process's memory.</summary>
    [Id(1)]
    public readonly long FilteredMemoryUsageBytes;

    /// <summary>The memory that is still free for the process.</summary>
    [Id(2)]
    public readonly long FilteredAvailableMemoryBytes;

    /// <summary>The memory that the process may use.</summary>
    [Id(3)]
    public readonly long MaximumAvailableMemoryBytes;

    internal EnvironmentStatistics(float cpu, long memory, long available, long maximum)
    {
        FilteredCpuUsagePercentage = cpu;
        FilteredMemoryUsageBytes = memory;
        FilteredAvailableMemoryBytes = available;
        MaximumAvailableMemoryBytes = maximum;
    }

    /// <inheritdoc/>
    public override string ToString() => $"processor {FilteredCpuUsagePercentage:0} %, memory {FilteredMemoryUsageBytes >> 20} MiB of {MaximumAvailableMemoryBytes >> 20} MiB";
}
