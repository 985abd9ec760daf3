using System.Globalization;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Notices the death of the <c>dotnet run</c> that started the app host: it passes signals on, but killed with -9 it cannot.
/// Only where /proc tells; any other parent may end without a meaning.
/// </summary>
internal sealed class RunCommandWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private readonly ITimer? _timer;

    public RunCommandWatch(TimeProvider time)
    {
        var parent = ParentId();
        if (parent is null || !IsDotnetRun(parent.Value))
            return;
        _timer = time.CreateTimer(
            _ =>
            {
                if (ParentId() != parent)
                    _gone.Cancel();
            },
            null,
            Interval,
            Interval);
    }

    /// <summary>Is cancelled when the command is gone.</summary>
    public CancellationToken Gone => _gone.Token;

    public void Dispose() => _timer?.Dispose();

    private static bool IsDotnetRun(int id)
    {
        var command = Read($"/proc/{id}/cmdline").Split('\0');
        return Path.GetFileName(command[0]) == "dotnet" && command.Contains("run");
    }

    // The name in parentheses may hold anything; after it come the state and the parent's id.
    private static int? ParentId()
    {
        var stat = Read("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc on this system, or the process is gone.
            return string.Empty;
        }
    }
}
