using System.Diagnostics;
using System.Reflection;
using Platform.LoadTests.Cluster;

namespace Platform.Tests.Cluster;

/// <summary>A silo that is started by hand, as the README says: with nothing but a connection string.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    public static SiloProcess Start(string redis)
    {
        var path = typeof(SiloProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "SiloPath").Value!;
        var start = new ProcessStartInfo("dotnet", path)
        {
            Environment = { ["ConnectionStrings__redis"] = redis },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new SiloProcess(process);
    }

    /// <summary>SIGTERM, and the exit code once it is gone.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken)
    {
        Signals.Terminate(_process);
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
}
