using Orleans.Runtime;

namespace Orleans.Calls;

/// <summary>
/// Ends calls whose response timeout has passed. Time is counted in ticks, so that a call costs no look at the clock; the calls
/// hang in linked lists of their own, so that it costs no memory.
/// </summary>
internal sealed class CallTracker : IDisposable
{
    /// <summary>The length of a tick.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Shard[] _shards;
    private readonly ITimer _timer;
    private uint _now;

    public CallTracker(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _shards = new Shard[Math.Max(1, Environment.ProcessorCount)];
        for (var index = 0; index < _shards.Length; index++)
            _shards[index] = new Shard();

        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static tracker => ((CallTracker)tracker!).Advance(), this, Tick, Tick);
    }

    /// <summary>The ticks since the start.</summary>
    public uint Now => Volatile.Read(ref _now);

    /// <summary>The number of ticks in a time, rounded up.</summary>
    public static uint TicksOf(TimeSpan time) => (uint)Math.Clamp((time.Ticks + Tick.Ticks - 1) / Tick.Ticks, 0, uint.MaxValue / 2);

    public void Add(OutgoingCall call)
    {
        call.Deadline = Now + TicksOf(call.Timeout) + 1;
        call.Shard = Environment.CurrentManagedThreadId % _shards.Length;
        _shards[call.Shard].Add(call);
    }

    public void Remove(OutgoingCall call)
    {
        if (call.Shard >= 0)
            _shards[call.Shard].Remove(call);
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var shard in _shards)
        {
            foreach (var call in shard.TakeExpired(uint.MaxValue))
                call.Failed(new ClientNotAvailableException($"The cluster client stopped while {call} was under way."));
        }
    }

    private void Advance()
    {
        var now = (uint)(_time.GetElapsedTime(_start).Ticks / Tick.Ticks);
        Volatile.Write(ref _now, now);
        foreach (var shard in _shards)
        {
            if (now >= shard.Earliest)
            {
                foreach (var call in shard.TakeExpired(now))
                    call.TimedOut();
            }
        }
    }

    private sealed class Shard
    {
        private readonly Lock _lock = new();
        private OutgoingCall? _first;

        /// <summary>No call of the shard ends before.</summary>
        public uint Earliest { get; private set; } = uint.MaxValue;

        public void Add(OutgoingCall call)
        {
            lock (_lock)
            {
                call.NextTracked = _first;
                if (_first is not null)
                    _first.PreviousTracked = call;
                _first = call;
                if (call.Deadline < Earliest)
                    Earliest = call.Deadline;
            }
        }

        public void Remove(OutgoingCall call)
        {
            lock (_lock)
            {
                if (call.PreviousTracked is { } previous)
                    previous.NextTracked = call.NextTracked;
                else if (_first == call)
                    _first = call.NextTracked;
                if (call.NextTracked is { } next)
                    next.PreviousTracked = call.PreviousTracked;
                call.PreviousTracked = null;
                call.NextTracked = null;
            }
        }

        public List<OutgoingCall> TakeExpired(uint now)
        {
            // They are only listed here: each takes itself out when it ends.
            var expired = new List<OutgoingCall>();
            lock (_lock)
            {
                Earliest = uint.MaxValue;
                for (var call = _first; call is not null; call = call.NextTracked)
                {
                    if (call.Deadline <= now)
                        expired.Add(call);
                    else if (call.Deadline < Earliest)
                        Earliest = call.Deadline;
                }
            }

            return expired;
        }
    }
}
