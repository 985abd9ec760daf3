namespace Platform.LoadTests.Cluster;

/// <summary>
/// What Linux tells of a process or a thread in its <c>stat</c> (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html): the
/// fields behind the name, so that the third of all is the first here.
/// </summary>
internal static class ProcessStat
{
    /// <summary>The place of the parent's id.</summary>
    public const int Parent = 1;

    /// <summary>The place of the process group's id.</summary>
    public const int Group = 2;

    /// <summary>The place of the session's id.</summary>
    public const int Session = 3;

    /// <summary>The place of the processor time in its own code, in ticks.</summary>
    public const int OwnTime = 11;

    /// <summary>The place of the processor time in the kernel, in ticks.</summary>
    public const int KernelTime = 12;

    /// <summary>The place of the scheduling class.</summary>
    public const int Policy = 38;

    /// <summary>The fields; null when there is no such process or thread (any more).</summary>
    /// <param name="folder">Its folder in <c>/proc</c>.</param>
    public static string[]? Read(string folder)
    {
        try
        {
            return Fields(File.ReadAllText(Path.Combine(folder, "stat")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The fields of what was read: the name before them is in parentheses and may hold anything, so they are counted from behind it.</summary>
    public static string[] Fields(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
}
