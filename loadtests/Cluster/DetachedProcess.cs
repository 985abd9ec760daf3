using System.Diagnostics;

namespace Platform.LoadTests.Cluster;

/// <summary>
/// Starts programs in a session of their own, so that Ctrl+C in the terminal reaches only this process, which then decides when
/// they end: a platform that stopped at once could not be asked any more for what it had acknowledged.
/// </summary>
internal static class DetachedProcess
{
    private static readonly string[] SetSid = ["/usr/bin/setsid", "/bin/setsid"];

    /// <summary>What to start. <c>setsid</c> becomes the program, so the id of the process is the program's; where it is missing, the program is started as usual.</summary>
    public static ProcessStartInfo Of(string program, params IEnumerable<string> arguments) =>
        SetSid.FirstOrDefault(File.Exists) is { } setsid
            ? new ProcessStartInfo(setsid, [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
}
