using System.Diagnostics;
using System.Reflection;
using System.Text;
using Platform.LoadTests.Cluster;

namespace Platform.Tests.Cluster;

/// <summary>A program of the platform as a process of its own, which a test may signal, kill and wait for. Nothing of it outlives the object.</summary>
internal abstract class PlatformProcess : IAsyncDisposable
{
    // A process that logs without end must not fill the test's memory.
    private const int MostOutput = 4_000_000;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    /// <summary>Starts the program.</summary>
    /// <param name="program">The metadata of this assembly that says where the program was built to.</param>
    /// <param name="environment">What it is told.</param>
    protected PlatformProcess(string program, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var path = typeof(PlatformProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == program).Value!;
        var start = new ProcessStartInfo("dotnet", path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        Signals.Send(_process.Id, Signals.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Stands it still. Once this is done, none of its threads runs.</summary>
    public async Task Pause()
    {
        Signals.Send(_process.Id, Signals.Stop);
        // The signal reaches each thread in its own time.
        while (!Directory.GetDirectories($"/proc/{_process.Id}/task").All(IsStopped))
            await Task.Yield();
    }

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signals.Send(_process.Id, Signals.Continue);

    /// <summary>SIGTERM, and the exit code once it is gone.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken)
    {
        Signals.Terminate(_process);
        return await Exit(cancellationToken);
    }

    /// <summary>The exit code once it is gone.</summary>
    public async Task<int> Exit(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static bool IsStopped(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[stat.LastIndexOf(')') + 2] is 'T' or 't';
        }
        catch (IOException)
        {
            // The thread ended while we looked.
            return true;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null && _output.Length < MostOutput)
                _output.AppendLine(line);
        }
    }
}
