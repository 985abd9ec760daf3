using System.Diagnostics;

namespace Platform.LoadTests.Cluster;

/// <summary>
/// Starts programs in a process group of their own, so that Ctrl+C in the terminal reaches only this process, which then decides
/// when they end: a platform that stopped at once could not be asked any more for what it had acknowledged. A session of their own
/// would do that too, but Linux shares the cores between sessions, and load would be measured against that.
/// </summary>
internal static class DetachedProcess
{
    private static readonly string[][] Launchers =
    [
        ["/usr/bin/setpgid"],
        ["/usr/bin/perl", "-e", "setpgrp(0, 0); exec { $ARGV[0] } @ARGV"],
        ["/usr/bin/setsid"],
    ];

    /// <summary>What to start. The launcher becomes the program, so the id of the process is the program's; where there is none, the program is started as usual.</summary>
    public static ProcessStartInfo Of(string program, params IEnumerable<string> arguments)
    {
        string[] command = [.. Launchers.FirstOrDefault(launcher => File.Exists(launcher[0])) ?? [], program, .. arguments];
        return new ProcessStartInfo(command[0], command[1..]);
    }
}
