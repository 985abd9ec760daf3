using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>Makes sure that no process outlives the app host, however the app host ends.</summary>
internal interface IProcessGuard : IAsyncDisposable
{
    /// <summary>How to start a process so that it can be guarded.</summary>
    ProcessStartInfo Prepare(LaunchSpec spec);

    /// <summary>Guards a process that was just started; only after that does it run the program.</summary>
    void Adopt(Process process);

    /// <summary>The process has exited: its id may belong to another soon.</summary>
    void Release(int processId);

    /// <summary>Asks a process to end itself.</summary>
    void Terminate(Process process);

    /// <summary>Says Ctrl+C to a process that was asked to end: nobody sends it work any more that it would have to wait for.</summary>
    void Hurry(Process process);

    /// <summary>Ends a process and what it started.</summary>
    void Kill(Process process);
}
