using System.Globalization;
using Platform.LoadTests.Cluster;

namespace Platform.LoadTests.Parts;

/// <summary>What processes have taken of the processors. Reads <c>/proc</c>: Linux only.</summary>
internal static class ProcessCost
{
    /// <summary>Linux counts in hundredths of a second, whatever its own tick.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processor time that processes have taken so far, together. Those that have ended count as nothing.</summary>
    public static TimeSpan Cpu(IEnumerable<int> processIds) => Times(processIds).Whole;

    /// <summary>The same, parted into what they ran themselves and what the kernel did for them.</summary>
    public static ProcessorTime Times(IEnumerable<int> processIds) =>
        processIds.Aggregate(new ProcessorTime(), static (sum, process) => sum + TimeOf(process));

    private static ProcessorTime TimeOf(int processId) => ProcessStat.Read($"/proc/{processId}") is { } stat
        ? new ProcessorTime(Time(stat[ProcessStat.OwnTime]), Time(stat[ProcessStat.KernelTime]))
        : new ProcessorTime();

    private static TimeSpan Time(string ticks) => TimeSpan.FromSeconds(double.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond);
}
