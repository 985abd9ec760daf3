using System.Globalization;

namespace Platform.LoadTests.Cluster;

/// <summary>Finds the processes that an app host started. Reads <c>/proc</c>: Linux only.</summary>
internal static class ProcessTree
{
    /// <summary>The ids of all descendants whose command line holds one of the texts, in order of age; shells that only wrap a program are left out.</summary>
    public static IReadOnlyList<int> Descendants(int root, params string[] commandLineParts)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Faults need Linux: the processes to hit are found in /proc.");
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && ParentOf(id) is { } parent)
                parents[id] = parent;
        }

        return [.. parents.Keys
            .Where(id => IsBelow(id, root, parents) && Matches(id, commandLineParts))
            .Order()];
    }

    /// <summary>A variable of a process's environment as it was started; null when there is none, or no such process.</summary>
    public static string? Variable(int id, string name)
    {
        try
        {
            var start = $"{name}=";
            return File.ReadAllText($"/proc/{id}/environ").Split('\0').FirstOrDefault(variable => variable.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsBelow(int id, int root, Dictionary<int, int> parents)
    {
        for (var at = id; parents.TryGetValue(at, out var parent); at = parent)
        {
            if (parent == root)
                return true;
        }

        return false;
    }

    private static bool Matches(int id, string[] commandLineParts)
    {
        try
        {
            var executable = File.ResolveLinkTarget($"/proc/{id}/exe", returnFinalTarget: false)?.Name;
            return executable is not (null or "sh" or "dash" or "bash" or "perl" or "setpgid" or "setsid")
                && File.ReadAllText($"/proc/{id}/cmdline") is var commandLine
                && commandLineParts.Any(part => commandLine.Contains(part, StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return false;
        }
    }

    private static int? ParentOf(int id) =>
        ProcessStat.Read($"/proc/{id}") is { } stat ? int.Parse(stat[ProcessStat.Parent], CultureInfo.InvariantCulture) : null;
}
