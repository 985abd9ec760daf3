using Platform.Contracts.Limits;

namespace Platform.Silo.Limits;

/// <summary>
/// What was used of a limit per minute, and what is leased of it. A use counts from when it was reported, which is never
/// before it happened, for 60 seconds; a lease counts whole until its holder reports; one whose holder is silent counts as
/// used up at its end. So in no 60 seconds more than the limit is used, however the slices were cut, and there is no edge at
/// which a second limit's worth could pass. Knows no clock: times are milliseconds that never go back.
/// </summary>
/// <param name="leaseMs">How long leases are good.</param>
internal sealed class RateWindow(long leaseMs)
{
    /// <summary>How finely times are kept.</summary>
    public const long BucketMs = 250;

    private const long WindowMs = 60_000;

    /// <summary>The buckets that may count: those of the window, the one at work, and those that a stored window is put later by.</summary>
    private const int Buckets = (int)(WindowMs / BucketMs) + 64;

    /// <summary>How long a holder that does not come again counts as one that shares the limit.</summary>
    private const long HolderMs = 10_000;

    private readonly long[] _used = new long[Buckets];
    private readonly Dictionary<string, HeldSlice> _held = new(StringComparer.Ordinal);
    private long _oldest;
    private long _total;
    private long _leased;

    /// <summary>The longest time by which a stored window can be put later: what <see cref="Buckets"/> has room for.</summary>
    public const long LongestLeaseMs = 60 * BucketMs;

    /// <summary>Changes since they were last taken, by bucket, for the store.</summary>
    public Dictionary<long, long> Unsaved { get; private set; } = [];

    /// <summary>Whether nothing counts and nobody holds anything.</summary>
    public bool IsEmpty(long nowMs)
    {
        Advance(nowMs);
        return _total == 0 && _held.Count == 0;
    }

    /// <summary>Takes in what an earlier activation has stored. It was used at the end of its lease at the latest.</summary>
    public void Restore(long bucket, long amount, long nowMs)
    {
        if (amount <= 0)
            return;
        Advance(nowMs);
        // What a silo with another clock has stored ahead of time is of now.
        var at = Math.Min(bucket, nowMs / BucketMs) + ((leaseMs + BucketMs - 1) / BucketMs);
        if (at >= _oldest)
            Add(at, amount);
    }

    /// <summary>Takes a holder's report and leases it the next slice.</summary>
    public LeaseAnswer Lease(LeaseRequest request, long nowMs)
    {
        Advance(nowMs);
        var now = nowMs / BucketMs;
        _held.TryGetValue(request.Holder, out var before);
        if (before is not null && request.Number <= before.Number)
            return Answer(request, granted: 0, nowMs);
        if (before is not null)
            Release(before);
        if (request.Used > 0)
        {
            Add(now, request.Used);
            Save(now, request.Used);
        }

        foreach (var refund in request.Refunds ?? [])
            Refund(Math.Max(_oldest, (nowMs - (long)refund.Age.TotalMilliseconds) / BucketMs), now, refund.Amount);

        // Who only looks shares nothing.
        if (before is null && request is { Held: 0, Used: 0, Wanted: 0 })
            return Answer(request, granted: 0, nowMs);
        var held = Math.Max(0, request.Held);
        var free = Math.Max(0, request.Limit - _total - _leased - held);
        var granted = free < request.Needed || request.Wanted <= 0 ? 0 : Math.Clamp(free / (2 * Sharing(request.Holder, nowMs)), request.Needed, Math.Max(request.Needed, request.Wanted));
        _leased += held + granted;
        Save(now, held + granted);
        _held[request.Holder] = new HeldSlice(request.Number, held + granted, nowMs, now);
        return Answer(request, granted, nowMs);
    }

    /// <summary>Hands over the changes that the store has not seen.</summary>
    public Dictionary<long, long> TakeUnsaved()
    {
        var changes = Unsaved;
        Unsaved = [];
        return changes;
    }

    private LeaseAnswer Answer(LeaseRequest request, long granted, long nowMs)
    {
        var remaining = Math.Max(0, request.Limit - _total - _leased);
        var wanted = granted == 0 && request.Needed > 0 ? request.Needed : remaining + 1;
        return new LeaseAnswer
        {
            Granted = granted,
            ValidFor = TimeSpan.FromMilliseconds(leaseMs),
            Remaining = remaining,
            Reset = TimeSpan.FromMilliseconds(UntilEmpty(nowMs)),
            RetryAfter = TimeSpan.FromMilliseconds(UntilFree(wanted, request.Limit, nowMs)),
            Holders = Sharing(request.Holder, nowMs),
            IsTight = remaining < 2 * Sharing(request.Holder, nowMs),
        };
    }

    /// <summary>Forgets what is older than the window, and books what silent holders have.</summary>
    private void Advance(long nowMs)
    {
        var first = Math.Max(_oldest, (nowMs - WindowMs) / BucketMs);
        for (var bucket = _oldest; bucket < Math.Min(first, _oldest + Buckets); bucket++)
        {
            ref var used = ref _used[bucket % Buckets];
            _total -= used;
            used = 0;
        }

        _oldest = first;
        List<string>? gone = null;
        foreach (var (holder, slice) in _held)
        {
            if (!slice.IsBooked && nowMs >= slice.SinceMs + leaseMs)
            {
                _leased -= slice.Amount;
                slice.IsBooked = true;
                slice.BookedIn = (slice.SinceMs + leaseMs) / BucketMs;
                if (slice.BookedIn >= _oldest)
                    Add(slice.BookedIn, slice.Amount);
            }

            if (nowMs >= slice.SinceMs + leaseMs + WindowMs + BucketMs)
                (gone ??= []).Add(holder);
        }

        foreach (var holder in gone ?? [])
            _held.Remove(holder);
    }

    /// <summary>Takes back what a holder had, wherever it counts.</summary>
    private void Release(HeldSlice slice)
    {
        Save(slice.SavedIn, -slice.Amount);
        if (!slice.IsBooked)
            _leased -= slice.Amount;
        else if (slice.BookedIn >= _oldest)
            Add(slice.BookedIn, -Math.Min(slice.Amount, _used[slice.BookedIn % Buckets]));
    }

    /// <summary>Takes off what was used in vain: of the older buckets first, which are the first to be forgotten.</summary>
    private void Refund(long from, long to, long amount)
    {
        for (var bucket = from; bucket <= to && amount > 0; bucket++)
        {
            var part = Math.Min(amount, _used[bucket % Buckets]);
            if (part == 0)
                continue;
            Add(bucket, -part);
            Save(bucket, -part);
            amount -= part;
        }
    }

    private void Add(long bucket, long amount)
    {
        _used[bucket % Buckets] += amount;
        _total += amount;
    }

    private void Save(long bucket, long change)
    {
        if (change != 0)
            Unsaved[bucket] = Unsaved.GetValueOrDefault(bucket) + change;
    }

    private int Sharing(string holder, long nowMs)
    {
        var others = 0;
        foreach (var (name, slice) in _held)
        {
            if (name != holder && nowMs < slice.SinceMs + HolderMs)
                others++;
        }

        return others + 1;
    }

    private long UntilEmpty(long nowMs)
    {
        for (var bucket = _oldest + Buckets - 1; bucket >= _oldest; bucket--)
        {
            if (_used[bucket % Buckets] > 0)
                return EndOf(bucket, nowMs);
        }

        return _leased > 0 ? WindowMs : 0;
    }

    private long UntilFree(long wanted, long limit, long nowMs)
    {
        var free = limit - _total - _leased;
        for (var bucket = _oldest; bucket < _oldest + Buckets; bucket++)
        {
            if (free >= wanted)
                return bucket == _oldest ? 0 : EndOf(bucket - 1, nowMs);
            free += _used[bucket % Buckets];
        }

        // What is missing is leased: it may come back at any time, and for certain within a window after the lease.
        return free >= wanted ? EndOf(_oldest + Buckets - 1, nowMs) : leaseMs;
    }

    private static long EndOf(long bucket, long nowMs) => Math.Max(1, ((bucket + 1) * BucketMs) + WindowMs - nowMs);

    /// <summary>A holder's slice.</summary>
    private sealed class HeldSlice(long number, long amount, long sinceMs, long savedIn)
    {
        public long Number => number;

        public long Amount => amount;

        public long SinceMs => sinceMs;

        /// <summary>The bucket under which the store has it.</summary>
        public long SavedIn => savedIn;

        /// <summary>Whether it counts as used up, because its time was over before its holder came again.</summary>
        public bool IsBooked { get; set; }

        /// <summary>The bucket in which it is booked then.</summary>
        public long BookedIn { get; set; }
    }
}
