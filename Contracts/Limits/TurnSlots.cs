namespace Platform.Contracts.Limits;

/// <summary>
/// A silo's places for turns of one tenant or API key: taken and left without asking while there are some to spare; given back
/// at once where few are left, else when they were not used for half a second. Renewed while turns run. Safe for many threads.
/// </summary>
/// <param name="account">Whose turns they are.</param>
/// <param name="book">The process's leases.</param>
public sealed class TurnSlots(LimitAccount account, LeaseBook book) : IHeldLease
{
    /// <summary>How long it waits before it asks again for a place that was refused, since one that was just left may be on its way back: 50 ms.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(50);

    /// <summary>How often spare places are looked at: each 500 ms.</summary>
    private static readonly TimeSpan SpareInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a refusal is repeated without asking, unless a turn of this process ends: 100 ms.</summary>
    private static readonly TimeSpan RefusalMemory = TimeSpan.FromMilliseconds(100);

    /// <summary>What refused callers are told to wait: 1 s.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>How many renewals fit into the time that a lease is good.</summary>
    private const int RenewalsPerLease = 5;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time = book.Time;
    private readonly OutageShare _share = new(book.Time);
    private LeaseAnswer? _last;
    private Task? _flight;
    private long _limit;
    private long _inUse;
    private long _allowed;
    private long _peak;
    private long _waiting;
    private long _askedAt;
    private long _deniedAt;
    private long _touchedAt = book.Time.GetTimestamp();
    private bool _isDenied;
    private bool _isRetired;

    /// <summary>Takes a place. Null when there is one; else why not.</summary>
    /// <param name="limit">The limit as it is set now.</param>
    public ValueTask<LeaseRefusal?> Take(long limit)
    {
        lock (_gate)
        {
            return TryTake(limit) ? default : IsRefused ? new(new LeaseRefusal(RetryAfter)) : new(TakeSlowly(limit));
        }
    }

    /// <summary>Leaves a place.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _inUse--;
            _isDenied = false;
            if (_last is { IsTight: true } && _flight is null && !_share.IsWaiting)
                Ask(0);
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
            var isDue = _last is { } last && _time.GetElapsedTime(_askedAt) >= last.ValidFor / RenewalsPerLease;
            var hasSpare = _allowed > _inUse && _time.GetElapsedTime(_askedAt) >= SpareInterval;
            if ((hasSpare || (_allowed > 0 && isDue)) && !_share.IsWaiting)
            {
                Ask(0);
                return true;
            }

            _isRetired = _allowed == 0 && _inUse == 0 && _time.GetElapsedTime(_touchedAt) > LeaseBook.IdleAge;
            return !_isRetired;
        }
    }

    private bool IsRefused => _isDenied && _time.GetElapsedTime(_deniedAt) < RefusalMemory;

    private bool TryTake(long limit)
    {
        // Under a lower limit nobody comes in on places of the higher one.
        if (limit != _limit)
            (_limit, _allowed, _isDenied) = (limit, Math.Min(_allowed, _inUse), false);
        if (_inUse >= _allowed)
            return false;
        _inUse++;
        _peak = Math.Max(_peak, _inUse);
        return true;
    }

    private async Task<LeaseRefusal?> TakeSlowly(long limit)
    {
        lock (_gate)
            _waiting++;
        try
        {
            for (var round = 0; round < LeaseBook.MostRounds; round++)
            {
                Task flight;
                lock (_gate)
                {
                    if (TryTake(limit))
                        return null;
                    if (IsRefused)
                        return new LeaseRefusal(RetryAfter);
                    if (_share.IsWaiting)
                        return Share();
                    flight = _flight ?? Ask(1);
                }

                try
                {
                    await flight.WaitAsync(LeaseBook.Patience, _time).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    lock (_gate)
                    {
                        _share.Begin(_last, limit);
                        return Share();
                    }
                }
            }

            return new LeaseRefusal(LeaseBook.LongestMemory);
        }
        finally
        {
            lock (_gate)
                _waiting--;
        }
    }

    private LeaseRefusal? Share()
    {
        // What was leased before stays good here; beside it there is the share, of which each turn takes one for as long as the outage lasts.
        var refusal = _share.Take(1);
        if (refusal is null)
            _inUse++;
        return refusal;
    }

    /// <summary>Says how many places are in use, and asks for more; under the gate. The task never fails.</summary>
    private Task Ask(long needed)
    {
        var before = _allowed;
        var request = Request(needed);
        return _flight = book.Begin(() => Exchange(request, before));
    }

    private LeaseRequest Request(long needed)
    {
        _askedAt = _time.GetTimestamp();
        // Nobody comes in on what is given back.
        _allowed = _inUse;
        var request = new LeaseRequest
        {
            Holder = book.Holder,
            Number = book.NextNumber(),
            AccountId = account.KeyAccountId,
            Measure = LimitMeasure.Turns,
            Limit = _limit,
            Held = _inUse,
            Needed = needed,
            Wanted = Math.Max(Math.Max(needed, _waiting), _peak - _inUse),
        };
        _peak = _inUse;
        return request;
    }

    private async Task Exchange(LeaseRequest request, long allowedBefore)
    {
        try
        {
            var answer = await book.Ask(account, request).ConfigureAwait(false);
            if (answer.Granted < request.Needed)
            {
                await book.Pause(SecondLook).ConfigureAwait(false);
                lock (_gate)
                    request = Request(request.Needed);
                answer = await book.Ask(account, request).ConfigureAwait(false);
            }

            lock (_gate)
            {
                (_flight, _last) = (null, answer);
                _share.End();
                _allowed = request.Limit == _limit ? request.Held + answer.Granted : request.Held;
                (_isDenied, _deniedAt) = (answer.Granted < request.Needed && _inUse >= _allowed, _time.GetTimestamp());
                // What was left meanwhile goes back as well.
                if (answer.IsTight && _inUse < _allowed && _waiting == 0)
                    Ask(0);
            }
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                _flight = null;
                // What was leased stays good for as long as nobody can say otherwise.
                _allowed = Math.Max(_allowed, allowedBefore);
                _share.Begin(_last, request.Limit);
            }

            book.Failed(account, LimitMeasure.Turns, error);
        }
    }
}
