using Platform.Contracts.Limits;

namespace Platform.Silo.Limits;

/// <summary>
/// Which silo has how many places for turns of one account. A holder that is silent for the time of a lease is taken for dead
/// and its places are free again; one that reports keeps what is in use, whatever the limit has become. Knows no clock: times
/// are milliseconds that never go back.
/// </summary>
/// <param name="leaseMs">How long a holder may be silent.</param>
internal sealed class SlotBook(long leaseMs)
{
    private readonly Dictionary<string, Places> _held = new(StringComparer.Ordinal);
    private long _leased;

    /// <summary>The holders whose places have changed since they were last taken, for the store; 0 places: none any more.</summary>
    public Dictionary<string, long> Unsaved { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Whether nobody holds anything.</summary>
    public bool IsEmpty(long nowMs)
    {
        DropSilent(nowMs);
        return _held.Count == 0;
    }

    /// <summary>Takes in what an earlier activation has stored: its holder has the time of a whole lease to report.</summary>
    public void Restore(string holder, long places, long nowMs)
    {
        if (places <= 0 || !_held.TryAdd(holder, new Places(0, places, nowMs)))
            return;
        _leased += places;
    }

    /// <summary>Takes a holder's report and leases it more.</summary>
    public LeaseAnswer Lease(LeaseRequest request, long nowMs)
    {
        DropSilent(nowMs);
        _held.TryGetValue(request.Holder, out var before);
        if (before is not null && request.Number <= before.Number)
            return Answer(request, granted: 0);
        _leased -= before?.Count ?? 0;
        var held = Math.Max(0, request.Held);
        var free = Math.Max(0, request.Limit - _leased - held);
        var granted = free < request.Needed || request.Wanted <= 0 ? 0 : Math.Clamp(free / (2 * Sharing(request.Holder)), request.Needed, Math.Max(request.Needed, request.Wanted));
        _leased += held + granted;
        if (before is null || before.Count != held + granted)
            Unsaved[request.Holder] = held + granted;
        _held[request.Holder] = new Places(request.Number, held + granted, nowMs);
        return Answer(request, granted);
    }

    /// <summary>Hands over the changes that the store has not seen.</summary>
    public Dictionary<string, long> TakeUnsaved()
    {
        var changes = Unsaved;
        Unsaved = new(StringComparer.Ordinal);
        return changes;
    }

    private LeaseAnswer Answer(LeaseRequest request, long granted)
    {
        var (remaining, sharing) = (Math.Max(0, request.Limit - _leased), Sharing(request.Holder));
        return new LeaseAnswer
        {
            Granted = granted, ValidFor = TimeSpan.FromMilliseconds(leaseMs), Remaining = remaining, Holders = sharing,
            IsTight = remaining < 2 * sharing,
        };
    }

    private int Sharing(string holder) => _held.Count + (_held.ContainsKey(holder) ? 0 : 1);

    private void DropSilent(long nowMs)
    {
        foreach (var (holder, places) in _held)
        {
            if (nowMs < places.SinceMs + leaseMs)
                continue;
            // Removing is allowed while a dictionary is walked.
            _held.Remove(holder);
            _leased -= places.Count;
            if (places.Count > 0)
                Unsaved[holder] = 0;
        }
    }

    private sealed record Places(long Number, long Count, long SinceMs);
}
