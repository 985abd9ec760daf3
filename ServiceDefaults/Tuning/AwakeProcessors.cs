using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Platform.ServiceDefaults.Tuning;

/// <summary>
/// Keeps the machine's processors awake, always or while there is work: the kernel takes the longest time that they may need to wake
/// up from a device, as 32 bits in microseconds, and holds to it for as long as that is open
/// (https://docs.kernel.org/power/pm_qos_interface.html). 0 leaves them no state to sleep in, and wakes those that sleep. Safe for
/// use from any thread.
/// </summary>
public sealed class AwakeProcessors : IHostedService, IDisposable
{
    /// <summary>The device. By default only root may write to it.</summary>
    internal const string Device = "/dev/cpu_dma_latency";

    /// <summary>A process asks for this where it asks for nothing.</summary>
    private const int AnyTime = 2_000_000_000;

    /// <summary>What follows a message in other processes is over after 2 ms, as long as there is little to do.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2);

    /// <summary>Where there is more to do the kernel is not told each time.</summary>
    private static readonly TimeSpan LingerAmidWork = TimeSpan.FromMilliseconds(20);

    private readonly Wakefulness _wanted;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _device;
    private readonly Lock _gate = new();
    private readonly ITimer _look;
    private FileStream? _open;
    private volatile bool _rests;
    private long _workedAt;

    /// <summary>Keeps them awake from the start of the host until it stops.</summary>
    public AwakeProcessors(IOptions<TuningOptions> options, TimeProvider time, ILogger<AwakeProcessors> logger)
        : this(options.Value.KeepProcessorsAwake, time, logger, Device)
    {
    }

    internal AwakeProcessors(Wakefulness wanted, TimeProvider time, ILogger<AwakeProcessors> logger, string device)
    {
        (_wanted, _time, _logger, _device) = (wanted, time, logger, device);
        _look = time.CreateTimer(static awake => ((AwakeProcessors)awake!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A message came, and other processes are about to get some in turn.</summary>
    public void Work()
    {
        Volatile.Write(ref _workedAt, _time.GetTimestamp());
        if (_rests)
            Wake();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_wanted == Wakefulness.Never)
            return Task.CompletedTask;
        try
        {
            _open = new FileStream(_device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (_wanted == Wakefulness.Always)
                Ask(0);
            else
                _rests = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What nobody has asked for is nothing to warn of.
            if (_wanted == Wakefulness.Always)
                ProfileLog.Asleep(_logger, _device, error.Message);
            else
                ProfileLog.AsleepAtWork(_logger, _device, error.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _rests = false;
            _look.Dispose();
            _open?.Dispose();
            _open = null;
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_rests && TryAsk(0))
                _look.Change(Linger, Timeout.InfiniteTimeSpan);
            _rests = false;
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_open is null)
                return;
            if (_time.GetElapsedTime(Volatile.Read(ref _workedAt)) < Linger)
                _look.Change(LingerAmidWork, Timeout.InfiniteTimeSpan);
            else
                _rests = TryAsk(AnyTime);
        }
    }

    private bool TryAsk(int microseconds)
    {
        try
        {
            Ask(microseconds);
            return true;
        }
        catch (IOException error)
        {
            ProfileLog.AsleepAtWork(_logger, _device, error.Message);
            _open!.Dispose();
            _open = null;
            return false;
        }
    }

    private void Ask(int microseconds) => _open!.Write(BitConverter.GetBytes(microseconds));
}
