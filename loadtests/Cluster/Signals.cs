using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.LoadTests.Cluster;

/// <summary>Asks a process to end in good order, which <see cref="Process"/> itself cannot.</summary>
internal static partial class Signals
{
    private const int Sigterm = 15;

    /// <summary>SIGTERM; on Windows, which has none, the process is ended at once.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else if (kill(process.Id, Sigterm) != 0 && !process.HasExited)
            throw new Win32Exception();
    }

#pragma warning disable IDE1006 // The name of the C function
    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
#pragma warning restore IDE1006
}
