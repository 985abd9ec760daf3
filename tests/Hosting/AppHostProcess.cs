using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Cluster;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>The real app host, run as a process of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static AppHostProcess Start(params string[] args) => Start(new Dictionary<string, string>(), args);

    public static AppHostProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var silo = Path.GetDirectoryName(new Projects.Silo().TargetPath)!;
        var appHost = Path.Combine(silo, "..", "..", "AppHost", Path.GetFileName(silo), "AppHost.dll");
        var start = new ProcessStartInfo("dotnet", [appHost, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ConnectionStrings__redis");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new AppHostProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the banner.</summary>
    public async Task ReadyAsync()
    {
        var first = await Task.WhenAny(_ready.Task, _process.WaitForExitAsync(TestContext.Current.CancellationToken)).WaitAsync(Patience);
        Assert.True(first == _ready.Task, $"The app host is not ready: {Output}");
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill(entireProcessTree: false);

    /// <summary>Sends a signal by name.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"])!.WaitForExit();

    /// <summary>The processes that it started, by id, with their command lines.</summary>
    public IReadOnlyDictionary<int, string> Children() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == _process.Id)
        .ToDictionary(id => id, CommandLineOf);

    /// <summary>Waits until none of some processes runs.</summary>
    /// <returns>Those that still run when the time is over.</returns>
    public static async Task<IReadOnlyCollection<string>> StillRunningAsync(IReadOnlyDictionary<int, string> processes, TimeSpan within)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = processes.Where(process => CommandLineOf(process.Key) == process.Value).Select(process => process.Value).ToArray();
            if (left.Length == 0 || Stopwatch.GetElapsedTime(started) > within)
                return left;
            await Task.Delay(PollInterval, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static int ParentOf(int id) => ProcessStat.Read($"/proc/{id}") is { } stat ? int.Parse(stat[ProcessStat.Parent]) : 0;

    // Empty for a process that is gone, and for one whose end nobody has looked at yet.
    private static string CommandLineOf(int id) => Read(id, "cmdline").Replace('\0', ' ');

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
        if (line?.Contains("Ctrl+C stops everything", StringComparison.Ordinal) == true)
            _ready.TrySetResult();
    }
}
