using System.Globalization;
using Platform.Contracts.Errors;
using Platform.Contracts.Limits;

namespace Platform.Silo.Limits;

/// <summary>A window and its hash, whose fields are the buckets.</summary>
internal sealed class RateBook(string key, LimitsStore store, TimeSpan leaseTime) : ILimitBook
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61);

    private readonly RateWindow _window = new((long)leaseTime.TotalMilliseconds);
    private readonly SortedSet<long> _stored = [];

    public bool IsEmpty(long nowMs) => _window.IsEmpty(nowMs);

    public async Task Load(long nowMs)
    {
        foreach (var (field, value) in await store.Read(key))
        {
            if (!long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var bucket))
                continue;
            _stored.Add(bucket);
            _window.Restore(bucket, value, nowMs);
        }
    }

    public LeaseAnswer Lease(LeaseRequest request, long nowMs) => _window.Lease(request, nowMs);

    public async Task Save(long nowMs)
    {
        var changes = _window.TakeUnsaved();
        if (changes.Count == 0)
            return;
        var oldest = (nowMs - (long)(Window + leaseTime).TotalMilliseconds) / RateWindow.BucketMs;
        var forgotten = _stored.GetViewBetween(long.MinValue, oldest).ToArray();
        foreach (var bucket in changes.Keys)
            _stored.Add(bucket);
        try
        {
            await store.AddTo(key, Window + leaseTime, changes, forgotten);
            _stored.ExceptWith(forgotten);
        }
        catch (PlatformException)
        {
            // Whether it was stored is unknown. Counted twice is on the safe side; taken off twice would not be.
            foreach (var (bucket, change) in changes)
            {
                if (change > 0)
                    _window.Unsaved[bucket] = _window.Unsaved.GetValueOrDefault(bucket) + change;
            }

            throw;
        }
    }
}
