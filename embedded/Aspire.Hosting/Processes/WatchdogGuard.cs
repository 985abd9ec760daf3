using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Unix: a shell that does nothing but read process ids from a pipe held by the app host. When the pipe ends, the app host
/// is gone, and the shell ends what is left: first by SIGTERM, so that Redis can flush, then by SIGKILL.
/// Children run in process groups of their own: Ctrl+C in a terminal reaches the app host alone, which then stops them in order.
/// </summary>
internal sealed class WatchdogGuard : IProcessGuard
{
    private const int SigInt = 2;
    private const int SigKill = 9;
    private const int SigTerm = 15;

    // 1.5 s between SIGTERM and SIGKILL: all is gone within 2 s of the app host's death.
    private const string WatchdogScript = """
        exec >/dev/null 2>&1
        trap '' HUP INT TERM
        pids=
        while read -r verb pid; do
          case $verb in
            +) pids="$pids $pid" ;;
            -) kept=; for p in $pids; do [ "$p" = "$pid" ] || kept="$kept $p"; done; pids=$kept ;;
          esac
        done
        for p in $pids; do kill -TERM "$p"; done
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
          alive=
          for p in $pids; do kill -0 "$p" && alive=1; done
          [ -n "$alive" ] || break
          sleep 0.1
        done
        for p in $pids; do kill -KILL "-$p"; kill -KILL "$p"; done
        """;

    // The program starts only when the watchdog knows the process id; if the app host dies before, the read fails.
    private const string StartScript = """read -r go && exec "$@" </dev/null""";

    private readonly ProcessGroupLauncher _launcher = ProcessGroupLauncher.Find();
    private readonly Lock _lock = new();
    private readonly HashSet<int> _guarded = [];
    private Process? _watchdog;
    private bool _disposed;

    public ProcessStartInfo Prepare(LaunchSpec spec)
    {
        var start = Shell(StartScript);
        start.ArgumentList.Add(spec.FileName);
        foreach (var argument in spec.Arguments)
            start.ArgumentList.Add(argument);
        start.WorkingDirectory = spec.WorkingDirectory;
        return start;
    }

    public void Adopt(Process process)
    {
        lock (_lock)
        {
            _guarded.Add(process.Id);
            Tell($"+ {process.Id}");
        }

        try
        {
            process.StandardInput.Write("go\n");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process is gone already; its exit code tells why.
        }
    }

    public void Release(int processId)
    {
        // What it started and left behind goes with it.
        KillGroup(processId);
        lock (_lock)
        {
            if (_guarded.Remove(processId) && !_disposed)
                Tell($"- {processId}");
        }
    }

    public void Terminate(Process process) => Signal(process, SigTerm);

    public void Hurry(Process process) => Signal(process, SigInt);

    public void Kill(Process process)
    {
        KillGroup(process.Id);
        Signal(process, SigKill);
    }

    public async ValueTask DisposeAsync()
    {
        Process? watchdog;
        lock (_lock)
        {
            _disposed = true;
            watchdog = _watchdog;
            _watchdog = null;
        }

        if (watchdog is null)
            return;
        try
        {
            watchdog.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed from outside; nothing depends on it any more.
        }

        await watchdog.WaitForExitAsync();
        watchdog.Dispose();
    }

    private void KillGroup(int processId)
    {
        if (_launcher.MakesGroups)
            _ = kill(-processId, SigKill);
    }

    private static void Signal(Process process, int signal)
    {
        try
        {
            // Asked first, so that the id of a process that is gone is never used.
            if (!process.HasExited)
                _ = kill(process.Id, signal);
        }
        catch (InvalidOperationException)
        {
            // Disposed after its exit.
        }
    }

    private void Tell(string line)
    {
        if (_watchdog is { HasExited: false })
        {
            try
            {
                _watchdog.StandardInput.Write(line + "\n");
                return;
            }
            catch (IOException)
            {
                // Killed from outside: the next one is told about every process.
            }
        }

        _watchdog?.Dispose();
        _watchdog = Process.Start(Shell(WatchdogScript)) ?? throw new DistributedApplicationException("/bin/sh cannot be started.");
        _watchdog.StandardInput.AutoFlush = true;
        foreach (var id in _guarded)
            _watchdog.StandardInput.Write($"+ {id}\n");
    }

    private ProcessStartInfo Shell(string script)
    {
        var start = _launcher.Of("/bin/sh", "-c", script, "sh");
        start.RedirectStandardInput = true;
        return start;
    }

    [DllImport("libc")]
    private static extern int kill(int processId, int signal);
}
