using System.Threading.Tasks.Sources;

namespace Platform.Silo.Models.Echo;

/// <summary>
/// Waits for points in time counted from its creation, so that a late piece doesn't delay the ones after it. One timer serves
/// the whole answer: thousands of paced answers run at once under load.
/// </summary>
internal sealed class EchoPace : IValueTaskSource, IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private ManualResetValueTaskSourceCore<bool> _signal = new() { RunContinuationsAsynchronously = true };
    private ITimer? _timer;
    private int _waiting;

    /// <summary>Starts counting now.</summary>
    public EchoPace(TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _start = time.GetTimestamp();
        _cancellation = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static state => ((EchoPace)state!).Wake(), this);
    }

    /// <summary>Waits until this long after the start; not at all when that is past. One wait at a time.</summary>
    public async ValueTask Until(TimeSpan due)
    {
        _cancellation.ThrowIfCancellationRequested();
        while (due - _time.GetElapsedTime(_start) is var left && left > TimeSpan.Zero)
        {
            _signal.Reset();
            Volatile.Write(ref _waiting, 1);
            if (_timer is null)
                _timer = _time.CreateTimer(static state => ((EchoPace)state!).Wake(), this, left, Timeout.InfiniteTimeSpan);
            else
                _timer.Change(left, Timeout.InfiniteTimeSpan);
            if (_cancellation.IsCancellationRequested)
                Wake();

            await new ValueTask(this, _signal.Version).ConfigureAwait(false);
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    // Timer and cancellation may both come: the first one wakes.
    private void Wake()
    {
        if (Interlocked.Exchange(ref _waiting, 0) == 1)
            _signal.SetResult(true);
    }
}
