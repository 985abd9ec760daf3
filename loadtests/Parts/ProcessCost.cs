using System.Globalization;

namespace Platform.LoadTests.Parts;

/// <summary>What processes have taken of the processors. Reads <c>/proc</c>: Linux only.</summary>
internal static class ProcessCost
{
    /// <summary>Linux counts in hundredths of a second, whatever its own tick.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processor time that processes have taken so far, together. Those that have ended count as nothing.</summary>
    public static TimeSpan Cpu(IEnumerable<int> processIds) => Times(processIds).Whole;

    /// <summary>The same, parted into what they ran themselves and what the kernel did for them.</summary>
    public static ProcessorTime Times(IEnumerable<int> processIds)
    {
        var (own, kernel) = (0.0, 0.0);
        foreach (var ticks in processIds.Select(Ticks))
            (own, kernel) = (own + ticks.Own, kernel + ticks.Kernel);
        return new ProcessorTime(TimeSpan.FromSeconds(own / TicksPerSecond), TimeSpan.FromSeconds(kernel / TicksPerSecond));
    }

    private static (double Own, double Kernel) Ticks(int processId)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }

        // The second field is the name in parentheses and may hold anything, so count from behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture), double.Parse(fields[12], CultureInfo.InvariantCulture));
    }
}
