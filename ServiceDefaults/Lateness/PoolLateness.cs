namespace Platform.ServiceDefaults.Lateness;

/// <summary>
/// How late this process is: how long work waits for a thread of the pool before anybody begins it. A thread of its own puts a
/// probe into the pool every five milliseconds and looks when it runs; while nobody asks, it sleeps. Safe for use from any thread.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class PoolLateness(TimeProvider time) : IDisposable
{
    /// <summary>One pause, of the garbage collector say, makes one or two probes late; ten in a row are late when there is too much to do.</summary>
    private const int Window = 10;

    /// <summary>For how many probes after it was last asked for it goes on.</summary>
    private const int Patience = 40;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wanted = new(false);
    private readonly ManualResetEvent _over = new(false);
    private readonly TimeSpan[] _waits = new TimeSpan[Window];
    private int _next;
    private int _unasked = Patience;
    private long _lateness;
    private bool _isStarted;

    /// <summary>The least that any of the last ten probes waited: 0 after a time in which nobody asked.</summary>
    public TimeSpan Current
    {
        get
        {
            if (Interlocked.Exchange(ref _unasked, 0) >= Patience)
                Start();
            return new TimeSpan(Volatile.Read(ref _lateness));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Set();
        _wanted.Set();
    }

    /// <summary>A probe that was put into the pool at a time runs now.</summary>
    internal void Ran(long put)
    {
        var wait = time.GetElapsedTime(put);
        lock (_gate)
        {
            _waits[_next] = wait;
            _next = (_next + 1) % Window;
            Volatile.Write(ref _lateness, _waits.Min().Ticks);
        }
    }

    /// <summary>Forgets what probes waited.</summary>
    internal void Reset()
    {
        lock (_gate)
        {
            Array.Clear(_waits);
            Volatile.Write(ref _lateness, 0);
        }
    }

    private void Start()
    {
        lock (_gate)
        {
            if (!_isStarted)
                new Thread(Probe) { IsBackground = true, Name = "Lateness" }.Start();
            _isStarted = true;
        }

        _wanted.Set();
    }

    private void Probe()
    {
        while (!_over.WaitOne(Interval))
        {
            if (Interlocked.Increment(ref _unasked) >= Patience)
            {
                _wanted.WaitOne();
                Reset();
                continue;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static probe => probe.Pool.Ran(probe.Put), (Pool: this, Put: time.GetTimestamp()), preferLocal: false);
        }
    }
}
