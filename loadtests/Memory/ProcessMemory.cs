using System.Globalization;

namespace Platform.LoadTests.Memory;

/// <summary>How much memory a process has resident. Reads <c>/proc</c>: Linux only.</summary>
internal static class ProcessMemory
{
    private const double PerMegabyte = 1024 * 1024;

    /// <summary>Its resident set in MB; null when there is no such process (any more).</summary>
    public static double? ResidentMb(int processId)
    {
        try
        {
            return ResidentMbOf(File.ReadAllText($"/proc/{processId}/statm"), Environment.SystemPageSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same from the line that Linux tells it in: its second figure, in pages. Null for a process that has ended and is not yet forgotten.</summary>
    public static double? ResidentMbOf(string statm, int pageSize) =>
        statm.Split(' ') is [_, var pages, ..] && long.TryParse(pages, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count * pageSize / PerMegabyte
            : null;
}
