using System.Globalization;
using System.Runtime.InteropServices;

namespace Platform.LoadTests.Conditions;

/// <summary>What a run was measured on.</summary>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="MemoryMb">Memory that it may use, in MB.</param>
/// <param name="OperatingSystem">The operating system with its version.</param>
/// <param name="Runtime">The .NET version.</param>
/// <param name="Processor">The processor's model; "unknown" where the system does not tell.</param>
internal sealed record Machine(int Cores, long MemoryMb, string OperatingSystem, string Runtime, string Processor)
{
    private const string ProcessorsFile = "/proc/cpuinfo";
    private const string LoadFile = "/proc/loadavg";

    /// <summary>This one.</summary>
    public static Machine Current() => new(
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        File.Exists(ProcessorsFile) ? ProcessorOf(File.ReadLines(ProcessorsFile)) : "unknown");

    /// <summary>Processes that wanted a core, as the average of the last minute; null where the system does not tell.</summary>
    public static double? LoadAverage() => File.Exists(LoadFile) ? LoadAverageOf(File.ReadAllText(LoadFile)) : null;

    /// <summary>The processor's model from the lines that Linux lists processors with.</summary>
    public static string ProcessorOf(IEnumerable<string> lines) =>
        lines.Select(static line => line.Split(':', 2))
            .FirstOrDefault(static pair => pair.Length == 2 && pair[0].TrimEnd() is ("model name" or "Model"))
            ?[1].Trim() ?? "unknown";

    /// <summary>The load average from the line that Linux tells it in.</summary>
    public static double? LoadAverageOf(string text) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var average) ? average : null;
}
