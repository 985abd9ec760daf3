using System.Diagnostics;

namespace Platform.Silo.Models.Echo;

/// <summary>One of <see cref="FineTimers"/>.</summary>
internal sealed class FineTimer(FineTimers timers, TimerCallback callback, object? state, long id) : ITimer
{
    /// <summary>The earliest first; among those of one time the oldest.</summary>
    public static readonly IComparer<FineTimer> ByDueTime =
        Comparer<FineTimer>.Create(static (left, right) => left.Due != right.Due ? left.Due.CompareTo(right.Due) : left.Id.CompareTo(right.Id));

    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _isDisposed;

    /// <summary>When it fires, in the ticks of <see cref="Stopwatch"/>. Changed by <see cref="FineTimers"/> alone, while it is not armed.</summary>
    public long Due { get; set; }

    private long Id => id;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
            return false;
        _period = period;
        timers.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : In(dueTime));
        return true;
    }

    /// <summary>Its time has come.</summary>
    public void Fire()
    {
        if (_isDisposed)
            return;
        if (_period > TimeSpan.Zero)
            timers.Arm(this, Math.Max(Due + Ticks(_period), Stopwatch.GetTimestamp()));
        callback(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        timers.Arm(this, null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static long In(TimeSpan time) => Stopwatch.GetTimestamp() + Ticks(time);

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
