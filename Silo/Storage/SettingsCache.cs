using System.Collections.Concurrent;

namespace Platform.Silo.Storage;

/// <summary>
/// Settings that turns read all the time and that change seldom: at most <see cref="SettingsCacheLimits.MaxAge"/> old, dropped
/// at once when the <see cref="ChangeFeed"/> names them, with one read in flight per key. Absence is cached like a value.
/// </summary>
/// <typeparam name="T">The settings.</typeparam>
internal sealed class SettingsCache<T> where T : class
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Func<string, Task<T?>> _read;
    private readonly TimeProvider _time;
    private int _trimming;

    /// <summary>A cache.</summary>
    /// <param name="read">Reads the truth by its store key.</param>
    /// <param name="changes">Names what changed.</param>
    /// <param name="time">The clock.</param>
    public SettingsCache(Func<string, Task<T?>> read, ChangeFeed changes, TimeProvider time)
    {
        _read = read;
        _time = time;
        changes.Listen(storeKey => _entries.TryRemove(storeKey, out _));
    }

    /// <summary>The settings under a store key; null when there are none.</summary>
    public ValueTask<T?> Get(string storeKey)
    {
        var now = _time.GetTimestamp();
        if (!_entries.TryGetValue(storeKey, out var entry))
            return new(Fetch(storeKey, now));
        entry.UsedAt = now;
        // The age counts from before the read, since what it found may have changed right after.
        var age = _time.GetElapsedTime(entry.ReadAt, now);
        if (!entry.Value.IsCompletedSuccessfully)
            return entry.Value.IsFaulted || age >= SettingsCacheLimits.MaxAge ? new(Fetch(storeKey, now, entry)) : new(entry.Value);
        if (age >= SettingsCacheLimits.MaxAge)
            return new(Fetch(storeKey, now, entry));
        if (age >= SettingsCacheLimits.RefreshAge && !entry.Refreshing)
        {
            entry.Refreshing = true;
            _ = Refresh(storeKey, entry, now);
        }

        return new(entry.Value.Result);
    }

    private Task<T?> Fetch(string storeKey, long now, Entry? outdated = null)
    {
        // Whoever puts the entry in place reads; everyone else waits for that read.
        var promise = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = new Entry(promise.Task, now);
        if (outdated is null ? !_entries.TryAdd(storeKey, entry) : !_entries.TryUpdate(storeKey, entry, outdated))
            return _entries.TryGetValue(storeKey, out var other) ? other.Value : _read(storeKey);
        if (outdated is null && _entries.Count > SettingsCacheLimits.Capacity)
            Trim();
        _ = Complete();
        return promise.Task;

        async Task Complete()
        {
            try
            {
                promise.SetResult(await _read(storeKey).ConfigureAwait(false));
            }
            catch (Exception error)
            {
                _entries.TryRemove(KeyValuePair.Create(storeKey, entry));
                promise.SetException(error);
            }
        }
    }

    private async Task Refresh(string storeKey, Entry entry, long now)
    {
        try
        {
            var value = await _read(storeKey).ConfigureAwait(false);
            // Only in place of the entry it was read for: one that was dropped meanwhile was dropped for a reason.
            _entries.TryUpdate(storeKey, new Entry(Task.FromResult(value), now) { UsedAt = entry.UsedAt }, entry);
        }
        catch (Contracts.Errors.PlatformException)
        {
            // The store is away: the entry grows too old, and the next user reads it and gets the error first hand.
            entry.Refreshing = false;
        }
    }

    private void Trim()
    {
        if (Interlocked.Exchange(ref _trimming, 1) != 0)
            return;
        var oldest = _entries.ToArray();
        Array.Sort(oldest, static (left, right) => left.Value.UsedAt.CompareTo(right.Value.UsedAt));
        foreach (var entry in oldest.AsSpan(0, oldest.Length / 10))
            _entries.TryRemove(entry);
        Volatile.Write(ref _trimming, 0);
    }

    private sealed class Entry(Task<T?> value, long readAt)
    {
        public readonly Task<T?> Value = value;
        public readonly long ReadAt = readAt;
        public long UsedAt = readAt;
        public bool Refreshing;
    }
}
