using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Platform.Silo.Models;

/// <summary>
/// Remembers what was used lately under a bounded number of names. Two generations instead of a list of uses, so that the
/// usual look-up writes nothing: when the young one is full it becomes the old one, and what the old one held is forgotten.
/// </summary>
/// <param name="capacity">The size of a generation: at least this many and at most twice as many are remembered.</param>
internal sealed class RecentlyUsed<T>(int capacity)
    where T : class
{
    private readonly Lock _writing = new();
    private volatile ConcurrentDictionary<string, T> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, T> _old = new(StringComparer.Ordinal);

    public bool TryGet(string name, [NotNullWhen(true)] out T? value)
    {
        if (_young.TryGetValue(name, out value))
            return true;
        if (!_old.TryGetValue(name, out value))
            return false;

        value = Add(name, value);
        return true;
    }

    /// <summary>Remembers a value. Returns the one that stays, which is another one's when that came first.</summary>
    public T Add(string name, T value)
    {
        lock (_writing)
        {
            if (_young.TryGetValue(name, out var first) || _old.TryGetValue(name, out first))
                value = first;
            if (_young.Count >= capacity)
            {
                _old = _young;
                _young = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
            }

            _young[name] = value;
            return value;
        }
    }
}
