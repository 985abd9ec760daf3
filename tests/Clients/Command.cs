using System.ComponentModel;
using System.Diagnostics;

namespace Platform.Tests.Clients;

/// <summary>A program that is run to its end.</summary>
/// <param name="ExitCode">Its exit code; null when it took too long and was killed.</param>
/// <param name="Output">What it wrote to its output.</param>
/// <param name="Error">What it wrote to its error output.</param>
internal sealed record Command(int? ExitCode, string Output, string Error)
{
    /// <summary>Runs a program; null when there is no such program on this machine.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="longest">When it is killed, with all that it has started.</param>
    /// <param name="change">Changes to its environment.</param>
    public static async Task<Command?> Run(string file, string[] arguments, string folder, TimeSpan longest, Action<IDictionary<string, string?>>? change = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        change?.Invoke(start.Environment);
        using var process = Start(start);
        if (process is null)
            return null;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var isKilled = false;
        using (var timeout = new CancellationTokenSource(longest))
        {
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                isKilled = true;
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        return new Command(isKilled ? null : process.ExitCode, await output, await error);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
