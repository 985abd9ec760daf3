using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Platform.ServiceDefaults;

/// <summary>Exports from the start of the process to its end, when what is left is sent.</summary>
/// <param name="traces">The traces.</param>
/// <param name="metrics">The metrics.</param>
internal sealed class TelemetryExport(TracerProvider traces, MeterProvider metrics) : IHostedService, IDisposable
{
    private const int FlushMilliseconds = 2_000;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            traces.ForceFlush(FlushMilliseconds);
            metrics.ForceFlush(FlushMilliseconds);
        },
        cancellationToken);

    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}
