using Platform.Contracts.Errors;
using Platform.Contracts.Limits;

namespace Platform.Silo.Limits;

/// <summary>Places for turns and their hash, whose fields are the holders.</summary>
internal sealed class TurnBook(string key, LimitsStore store, TimeSpan slotTime) : ILimitBook
{
    private readonly SlotBook _slots = new((long)slotTime.TotalMilliseconds);
    private long _savedMs;

    public bool IsEmpty(long nowMs) => _slots.IsEmpty(nowMs);

    public async Task Load(long nowMs)
    {
        foreach (var (holder, places) in await store.Read(key))
            _slots.Restore(holder, places, nowMs);
    }

    public LeaseAnswer Lease(LeaseRequest request, long nowMs) => _slots.Lease(request, nowMs);

    public async Task Save(long nowMs)
    {
        // Without a change, too, from time to time, or the store would forget turns that run for long.
        if (_slots.Unsaved.Count == 0 && nowMs < _savedMs + (long)(slotTime / 2).TotalMilliseconds)
            return;
        var changes = _slots.TakeUnsaved();
        _savedMs = nowMs;
        try
        {
            await store.SetIn(key, slotTime * 3, changes);
        }
        catch (PlatformException)
        {
            foreach (var (holder, places) in changes)
                _slots.Unsaved.TryAdd(holder, places);
            throw;
        }
    }
}
