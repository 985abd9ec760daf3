using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.LoadTests.Cluster;

/// <summary>Signals to processes, which <see cref="Process"/> cannot send. The numbers are those of Linux.</summary>
internal static partial class Signals
{
    private const int NoSuchProcess = 3;

    /// <summary>Asks it to end in good order.</summary>
    public const int Term = 15;

    /// <summary>Ends it at once.</summary>
    public const int Kill = 9;

    /// <summary>Stands it still.</summary>
    public const int Stop = 19;

    /// <summary>Lets it go on.</summary>
    public const int Continue = 18;

    /// <summary>Asks a process to end; on Windows, which has no such signal, it is ended at once.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            Send(process.Id, Term);
    }

    /// <summary>Sends a signal. False when there is no such process (any more).</summary>
    public static bool Send(int processId, int signal)
    {
        if (kill(processId, signal) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == NoSuchProcess ? false : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

#pragma warning disable IDE1006 // The name of the C function
    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
#pragma warning restore IDE1006
}
