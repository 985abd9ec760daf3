using System.Diagnostics;
using System.Globalization;
using Platform.LoadTests.Cluster;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Parts;

/// <summary>Starts a silo by hand, as an operator does who adds one, and takes the time until it is ready.</summary>
internal static class SiloStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts one, waits until it is ready, and ends it.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="redis">The Redis it is to use.</param>
    /// <param name="environment">Further settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The time from the start of the process, and the processor time it took until then.</returns>
    public static async Task<(TimeSpan Ready, TimeSpan Cpu)> Measure(
        string program, string redis, IReadOnlyDictionary<string, string> environment, TimeProvider time, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["ConnectionStrings__redis"] = redis;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var began = time.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The silo did not start.");
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(Patience);
            var ready = Readiness.Wait(address, time, timeout.Token);
            if (await Task.WhenAny(ready, process.WaitForExitAsync(timeout.Token)) != ready)
                throw new LoadFailedException($"The silo ended instead of becoming ready: {await errors}{await output}");
            await ready;
            return (time.GetElapsedTime(began), ProcessCost.Cpu([process.Id]));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadFailedException($"The silo was not ready within {Patience.TotalSeconds} s.");
        }
        finally
        {
            Signals.Terminate(process);
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAll(output, errors);
        }
    }
}
