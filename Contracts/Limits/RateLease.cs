namespace Platform.Contracts.Limits;

/// <summary>
/// A holder's slice of a limit per minute: used without asking, renewed ahead of time while it is in steady use, given back
/// when it is not. While nothing is left, that is remembered, so that a flood asks nobody. Safe for many threads.
/// </summary>
/// <param name="account">Whose usage it is.</param>
/// <param name="measure">What is counted.</param>
/// <param name="book">The process's leases.</param>
public sealed class RateLease(LimitAccount account, LimitMeasure measure, LeaseBook book) : IHeldLease
{
    /// <summary>From this size on a slice is worth renewing before it is used up.</summary>
    private const long LargeSlice = 8;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time = book.Time;
    private readonly OutageShare _share = new(book.Time);
    private List<(long TakenAt, long Amount)>? _refunds;
    private LeaseAnswer? _last;
    private Task? _flight;
    private long _limit;
    private long _available;
    private long _used;
    private long _leased;
    private long _waiting;
    private long _slice;
    private long _askedAt;
    private long _validUntil;
    private long _deniedUntil;
    private long _deniedFrom = long.MaxValue;
    private long _touchedAt = book.Time.GetTimestamp();
    private bool _isRetired;

    /// <summary>Uses some of the limit. Null when it may; else why not.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="limit">The limit as it is set now.</param>
    public ValueTask<LeaseRefusal?> Take(long amount, long limit)
    {
        lock (_gate)
        {
            return TryTake(amount, limit) ? default : Denied(amount) is { } refusal ? new(refusal) : new(TakeSlowly(amount, limit));
        }
    }

    /// <summary>Corrects what was used: a part was not needed, or more was.</summary>
    /// <param name="amount">How much was not needed; negative: how much more was used than was taken.</param>
    /// <param name="takenAt">The timestamp at which it was taken.</param>
    public void Return(long amount, long takenAt)
    {
        if (amount == 0)
            return;
        lock (_gate)
        {
            if (amount < 0)
            {
                // It happened; whoever comes next has less, also of a slice that is on its way.
                _used -= amount;
                _available += amount;
                return;
            }

            var unreported = takenAt >= _askedAt ? Math.Min(amount, _used) : 0;
            _used -= unreported;
            if (IsValid)
                _available += unreported;
            if (amount > unreported)
                (_refunds ??= []).Add((takenAt, amount - unreported));
            // The way may be free now for those who were refused, and near the limit others may wait for it.
            _deniedUntil = 0;
            if (CanAsk && _last is { } last && last.Remaining < amount)
            {
                _available = 0;
                Ask(0, forecasts: false);
            }
        }
    }

    /// <summary>What the limits' grain said last; asked again once that is older than a lease. Null when it cannot be asked.</summary>
    /// <param name="limit">The limit as it is set now.</param>
    public ValueTask<LeaseStanding?> Look(long limit)
    {
        Task flight;
        lock (_gate)
        {
            Use(limit);
            var isFresh = _last is { } last && _time.GetElapsedTime(_askedAt) < last.ValidFor;
            if (!isFresh && _flight is null && !_share.IsWaiting)
                Ask(0);
            if (_last is not null || _flight is null)
                return new(Standing);
            flight = _flight;
        }

        return new(Wait());

        async Task<LeaseStanding?> Wait()
        {
            await Patiently(flight).ConfigureAwait(false);
            lock (_gate)
                return Standing;
        }
    }

    /// <summary>What is left as far as this process knows; null before it has heard anything.</summary>
    public LeaseStanding? Seen
    {
        get
        {
            lock (_gate)
                return Standing;
        }
    }

    /// <inheritdoc/>
    public bool Touch()
    {
        lock (_gate)
        {
            _touchedAt = _time.GetTimestamp();
            return !_isRetired;
        }
    }

    /// <inheritdoc/>
    public bool Tend()
    {
        lock (_gate)
        {
            if (_flight is not null)
                return true;
            // An idle lease is given back, so that what it holds is not lost to the others.
            if (!IsValid && (_used > 0 || _leased > 0 || _refunds is not null) && !_share.IsWaiting)
            {
                Ask(0, forecasts: false);
                return true;
            }

            _isRetired = _used == 0 && _leased == 0 && _refunds is null && _time.GetElapsedTime(_touchedAt) > LeaseBook.IdleAge;
            return !_isRetired;
        }
    }

    private bool CanAsk => _flight is null && !_share.IsWaiting;

    private bool IsValid => _time.GetTimestamp() < _validUntil;

    private LeaseStanding? Standing => _last is not { } last ? null : new LeaseStanding(
        _limit,
        Math.Clamp(last.Remaining + (IsValid ? _available : 0), 0, _limit),
        last.Reset - _time.GetElapsedTime(_askedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero);

    private void Use(long limit)
    {
        if (limit == _limit)
            return;
        // What was leased under another limit is given back.
        (_limit, _available, _deniedUntil, _slice) = (limit, 0, 0, 0);
    }

    private bool TryTake(long amount, long limit)
    {
        Use(limit);
        if (_available < amount || !IsValid)
            return false;
        _available -= amount;
        _used += amount;
        var isLow = _slice >= LargeSlice && _available * 4 <= _slice;
        if (isLow && CanAsk && _last is { Granted: > 0 } last && last.Remaining >= 2 * _slice)
            Ask(0);
        return true;
    }

    private LeaseRefusal? Denied(long amount) =>
        _deniedUntil - _time.GetTimestamp() is > 0 && amount >= _deniedFrom && _last is { } last
            ? new LeaseRefusal(Positive(last.RetryAfter - _time.GetElapsedTime(_askedAt)))
            : null;

    private async Task<LeaseRefusal?> TakeSlowly(long amount, long limit)
    {
        lock (_gate)
            _waiting += amount;
        try
        {
            for (var round = 0; round < LeaseBook.MostRounds; round++)
            {
                Task flight;
                lock (_gate)
                {
                    if (TryTake(amount, limit))
                        return null;
                    if (Denied(amount) is { } refusal)
                        return refusal;
                    if (_share.IsWaiting)
                        return Share(amount);
                    flight = _flight ?? Ask(amount);
                }

                if (!await Patiently(flight).ConfigureAwait(false))
                {
                    lock (_gate)
                    {
                        _share.Begin(_last, limit);
                        return Share(amount);
                    }
                }
            }

            return new LeaseRefusal(LeaseBook.LongestMemory);
        }
        finally
        {
            lock (_gate)
                _waiting -= amount;
        }
    }

    private async Task<bool> Patiently(Task flight)
    {
        try
        {
            await flight.WaitAsync(LeaseBook.Patience, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private LeaseRefusal? Share(long amount)
    {
        var refusal = _share.Take(amount);
        if (refusal is null)
            _used += amount;
        return refusal;
    }

    /// <summary>Asks for what is needed, with what there is, and for what will be; under the gate. The task never fails.</summary>
    private Task Ask(long needed, bool forecasts = true)
    {
        var now = _time.GetTimestamp();
        if (!IsValid || _available < 0)
            _available = 0;
        needed = Math.Max(0, needed - _available);
        var request = new LeaseRequest
        {
            Holder = book.Holder,
            Number = book.NextNumber(),
            AccountId = account.KeyAccountId,
            Measure = measure,
            Limit = _limit,
            Used = _used,
            Held = _available,
            Needed = needed,
            Wanted = Math.Max(needed, forecasts ? Forecast(now) : 0),
            Refunds = _refunds is null ? null : [.. _refunds.Select(refund => new LeaseRefund(_time.GetElapsedTime(refund.TakenAt, now), refund.Amount))],
        };
        var before = (_askedAt, _refunds);
        (_used, _askedAt, _refunds) = (0, now, null);
        return _flight = book.Begin(() => Exchange(request, before._askedAt, before._refunds));
    }

    /// <summary>What will be used until the lease ends, by what was used lately; at most twice the slice before.</summary>
    private long Forecast(long now)
    {
        if (_last is not { } last || (_used == 0 && _waiting == 0))
            return 0;
        var seconds = Math.Max(_time.GetElapsedTime(_askedAt, now).TotalSeconds, 0.001);
        var rate = _used / seconds * last.ValidFor.TotalSeconds;
        return _waiting + (long)Math.Min(rate, Math.Max(1, _slice * 2)) - _available is var more && more > 0 ? more : 0;
    }

    private async Task Exchange(LeaseRequest request, long askedBefore, List<(long TakenAt, long Amount)>? refunds)
    {
        try
        {
            var answer = await book.Ask(account, request).ConfigureAwait(false);
            lock (_gate)
            {
                _flight = null;
                _share.End();
                if (request.Limit == _limit)
                    Accept(request, answer);
                else
                    _leased = request.Held + answer.Granted;
            }
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                _flight = null;
                // Whether it arrived is unknown: what was used is told again rather than never.
                (_used, _askedAt) = (_used + request.Used, askedBefore);
                if (refunds is not null)
                    (_refunds ??= []).AddRange(refunds);
                _share.Begin(_last, request.Limit);
            }

            book.Failed(account, measure, error);
        }
    }

    private void Accept(LeaseRequest request, LeaseAnswer answer)
    {
        _last = answer;
        _leased = request.Held + answer.Granted;
        // Coming back after a pause, it begins with about what it used before.
        _slice = Math.Max(_leased, request is { Used: > 0, Wanted: > 0 } ? request.Wanted : _slice);
        _available += answer.Granted;
        _validUntil = _askedAt + (long)(answer.ValidFor.TotalSeconds * _time.TimestampFrequency);
        if ((answer.Granted < Math.Max(1, request.Needed) || answer.Remaining == 0) && _refunds is null)
        {
            var wait = answer.RetryAfter < LeaseBook.LongestMemory ? answer.RetryAfter : LeaseBook.LongestMemory;
            _deniedUntil = _askedAt + (long)(Positive(wait).TotalSeconds * _time.TimestampFrequency);
            _deniedFrom = request.Needed > 0 && answer.Granted == 0 ? request.Held + request.Needed : Math.Max(0, _available) + answer.Remaining + 1;
        }
    }

    private static TimeSpan Positive(TimeSpan wait) => wait > LeaseBook.ShortestMemory ? wait : LeaseBook.ShortestMemory;
}
