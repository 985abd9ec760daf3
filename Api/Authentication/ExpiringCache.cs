using System.Collections.Concurrent;

namespace Platform.Api.Authentication;

/// <summary>A bounded cache whose entries live for a fixed time. When it is full of living entries, new ones are not kept.</summary>
/// <typeparam name="TValue">What is kept.</typeparam>
/// <param name="capacity">The most entries.</param>
/// <param name="lifetime">How long an entry lives.</param>
/// <param name="time">The clock.</param>
internal sealed class ExpiringCache<TValue>(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly ConcurrentDictionary<KeyHash, (TValue Value, long Since)> _entries = new();
    private int _count;

    /// <summary>How many entries it holds, dead ones included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A living entry and its age.</summary>
    public bool TryGet(KeyHash key, out TValue value, out TimeSpan age)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            age = time.GetElapsedTime(entry.Since);
            value = entry.Value;
            return age < lifetime;
        }

        value = default!;
        age = default;
        return false;
    }

    /// <summary>Keeps a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">It.</param>
    /// <param name="since">The timestamp from which it ages: when it was asked for, not when it came.</param>
    public void Set(KeyHash key, TValue value, long since)
    {
        if (Count >= capacity)
            RemoveDead();
        if (_entries.ContainsKey(key) || Count < capacity)
        {
            _entries.AddOrUpdate(
                key,
                static (_, state) =>
                {
                    Interlocked.Increment(ref state.Cache._count);
                    return state.Entry;
                },
                static (_, _, state) => state.Entry,
                (Cache: this, Entry: (value, since)));
        }
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(KeyHash key)
    {
        if (_entries.TryRemove(key, out _))
            Interlocked.Decrement(ref _count);
    }

    private void RemoveDead()
    {
        foreach (var (key, entry) in _entries)
        {
            if (time.GetElapsedTime(entry.Since) >= lifetime)
                Remove(key);
        }
    }
}
