using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Silo.Models.Echo;

/// <summary>
/// The system's clock with timers that are late by a fraction of a millisecond. The runtime's own go by a clock that ticks every
/// four milliseconds on Linux: a model that answers after 50 ms would take 50 to 54, and whoever measures the platform with it
/// would measure that. One thread serves all of them, and wakes up at most some thousand times a second however many there are.
/// </summary>
internal sealed class FineTimers : TimeProvider
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    /// <summary>What is due within this time of one another may fire together: a quarter of a millisecond.</summary>
    private static readonly long Grain = Millisecond / 4;

    /// <summary><c>PR_SET_TIMERSLACK</c>, in nanoseconds.</summary>
    private const int SetTimerSlack = 29;

    private readonly object _gate = new();
    private readonly SortedSet<FineTimer> _armed = new(FineTimer.ByDueTime);
    private readonly List<FineTimer> _due = [];
    private long _lastId;
    private bool _isRunning;

    /// <inheritdoc/>
    /// <remarks>Callbacks run one after the other, without the context of whoever made the timer: they must not take time, nor throw.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FineTimer(this, callback, state, Interlocked.Increment(ref _lastId));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Has a timer fire at a time, in the place of an earlier one; null: never.</summary>
    internal void Arm(FineTimer timer, long? due)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (due is not { } at)
                return;
            timer.Due = at;
            _armed.Add(timer);
            if (_armed.Min == timer)
                Monitor.Pulse(_gate);
            if (_isRunning)
                return;
            _isRunning = true;
        }

        new Thread(Run) { IsBackground = true, Name = "Echo timers" }.Start();
    }

    private void Run()
    {
        if (OperatingSystem.IsLinux())
            _ = prctl(SetTimerSlack, 1, 0, 0, 0);
        var fired = 0L;
        while (true)
        {
            var pause = AwaitNext();
            if (pause <= 0)
            {
                fired = Stopwatch.GetTimestamp();
                foreach (var timer in _due)
                    timer.Fire();
                _due.Clear();
            }
            else
            {
                // Under load the thread rests for a whole grain, so that what becomes due meanwhile fires at once.
                Sleep(Stopwatch.GetTimestamp() - fired < Grain ? Grain : Math.Min(pause, Grain));
            }
        }
    }

    /// <summary>Waits until less than a millisecond is left to the next timer. How long it still is; 0 when timers are due, which are taken out.</summary>
    private long AwaitNext()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_armed.Min is not { } next)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var now = Stopwatch.GetTimestamp();
                if (next.Due - now is var left && left >= Millisecond)
                {
                    Monitor.Wait(_gate, (int)Math.Min(int.MaxValue, left / Millisecond));
                    continue;
                }

                if (left > 0)
                    return left;
                while (_armed.Min is { } due && due.Due <= now)
                {
                    _armed.Remove(due);
                    _due.Add(due);
                }

                return 0;
            }
        }
    }

    /// <summary>Waits for less than the millisecond that is the least the runtime can wait.</summary>
    private void Sleep(long ticks)
    {
        if (OperatingSystem.IsWindows())
        {
            lock (_gate)
                Monitor.Wait(_gate, 1);
            return;
        }

        // A signal may end it early: then it is called again.
        _ = nanosleep(new UnixTime(0, (nint)(ticks * (1_000_000_000.0 / Stopwatch.Frequency))), IntPtr.Zero);
    }

    /// <summary>Takes from the thread the 50 microseconds by which the kernel may be late to wake it.</summary>
    [DllImport("libc")]
    private static extern int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [DllImport("libc")]
    private static extern int nanosleep(in UnixTime time, IntPtr left);

    private readonly record struct UnixTime(nint Seconds, nint Nanoseconds);
}
