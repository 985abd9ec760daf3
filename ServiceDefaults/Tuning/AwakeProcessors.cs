using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Platform.ServiceDefaults.Tuning;

/// <summary>
/// Keeps the machine's processors awake, if it is asked to: the kernel takes the longest time that they may need to wake up from a
/// device, as 32 bits in microseconds, and holds to it for as long as that is open
/// (https://docs.kernel.org/power/pm_qos_interface.html). 0 leaves them no state to sleep in.
/// </summary>
internal sealed class AwakeProcessors(IOptions<TuningOptions> options, ILogger<AwakeProcessors> logger, string device = AwakeProcessors.Device)
    : IHostedService, IDisposable
{
    /// <summary>The device. By default only root may write to it.</summary>
    public const string Device = "/dev/cpu_dma_latency";

    private FileStream? _open;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.KeepProcessorsAwake)
            return Task.CompletedTask;
        try
        {
            _open = new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            _open.Write([0, 0, 0, 0]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ProfileLog.Asleep(logger, device, error.Message);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _open?.Dispose();
}
