using System.Diagnostics;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Processes;

/// <summary>A running program whose output is logged line by line.</summary>
internal sealed class ChildProcess : IChildProcess
{
    // A grandchild may keep the pipes open after the exit; it gets this long to end.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(1);

    // What the app host was started with describes the app host; Aspire withholds the same four.
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"];

    private readonly Process _process;
    private readonly IProcessGuard _guard;
    private readonly bool _mayBeHurried;

    private ChildProcess(Process process, LaunchSpec spec, IProcessGuard guard, Func<string, ValueTask> onLine, TimeProvider time)
    {
        _process = process;
        _guard = guard;
        _mayBeHurried = spec.MayBeHurried;
        Id = process.Id;
        Exited = WatchAsync(onLine, time);
    }

    public int Id { get; }

    public Task<int> Exited { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be started.</exception>
    public static ChildProcess Start(LaunchSpec spec, IProcessGuard guard, Func<string, ValueTask> onLine, TimeProvider time)
    {
        var start = guard.Prepare(spec);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in NotInherited)
            start.Environment.Remove(name);
        if (InlineCompletions.Inherited is null)
            start.Environment.Remove(InlineCompletions.Variable);
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            guard.Adopt(process);
            return new ChildProcess(process, spec, guard, onLine, time);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new DistributedApplicationException($"'{spec.FileName}' cannot be started in {spec.WorkingDirectory}: {e.Message}", e);
        }
    }

    public void Terminate()
    {
        if (Exited.IsCompleted)
            return;
        _guard.Terminate(_process);
        // The public ports are closed: no load balancer has to notice first that this process goes.
        if (_mayBeHurried)
            _guard.Hurry(_process);
    }

    public void Kill()
    {
        if (!Exited.IsCompleted)
            _guard.Kill(_process);
    }

    private async Task<int> WatchAsync(Func<string, ValueTask> onLine, TimeProvider time)
    {
        var output = Task.WhenAll(
            LineReader.ReadAsync(_process.StandardOutput.BaseStream, onLine),
            LineReader.ReadAsync(_process.StandardError.BaseStream, onLine));
        await _process.WaitForExitAsync();
        _guard.Release(Id);
        await Task.WhenAny(output, Task.Delay(LastLines, time));
        return _process.ExitCode;
    }
}
