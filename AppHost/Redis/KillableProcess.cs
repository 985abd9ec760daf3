using System.Diagnostics;
using System.Text;

namespace Platform.AppHost.Redis;

/// <summary>
/// A process that is killed without warning when it is disposed of, and also when this process ends:
/// a shell kills it as soon as the pipe that this process holds is closed.
/// </summary>
internal sealed class KillableProcess : IAsyncDisposable
{
    private const int MaxOutput = 4096;
    private const string Script = """
        exec 3<&0
        "$@" </dev/null 3<&- & server=$!
        (read -r end <&3; kill -KILL $server) & reader=$!
        wait $server
        kill $reader
        """;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private KillableProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>The last of what it wrote.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString().Trim();
        }
    }

    public static KillableProcess Start(string command, string[] arguments, string workingDirectory)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", command, .. arguments]);
        start.WorkingDirectory = workingDirectory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return new KillableProcess(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill();
        else
            _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
            if (_output.Length > MaxOutput)
                _output.Remove(0, _output.Length - MaxOutput);
        }
    }
}
