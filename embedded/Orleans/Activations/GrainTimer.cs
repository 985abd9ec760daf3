using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>A timer of one activation. One tick is under way at most; the period runs from its end.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Lock _lock = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _timer;
    private readonly GrainTimerTick _tick;
    private readonly bool _keepAlive;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;
    private bool _disposed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options, TimeProvider time)
    {
        _activation = activation;
        _callback = callback;
        _keepAlive = options.KeepAlive;
        _tick = new GrainTimerTick(this, options.Interleave);
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_lock)
        {
            if (_disposed)
                return;
            _period = period <= TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            _changed = true;
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _timer.Dispose();
        _activation.Forget(this);
        _ended.Cancel();
    }

    /// <summary>Runs the callback, inside the turn.</summary>
    public async ValueTask TickAsync()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _changed = false;
        }

        try
        {
            await _callback(_ended.Token);
        }
        catch (Exception error)
        {
            ActivationLog.TimerFailed(_activation.Silo.Log, _activation.GrainId, error);
        }
    }

    /// <summary>Arms the next tick.</summary>
    public void Ticked()
    {
        lock (_lock)
        {
            _ticking = false;
            if (!_disposed && !_changed)
                _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, time, "A time must be zero or more, or Timeout.InfiniteTimeSpan.");
    }

    private void Due()
    {
        lock (_lock)
        {
            if (_disposed || _ticking)
            {
                // The running tick was overtaken by a change: the period counts from its end.
                _changed = false;
                return;
            }

            _ticking = true;
        }

        if (!_activation.TryTick(_tick, _keepAlive))
            Ticked();
    }
}
