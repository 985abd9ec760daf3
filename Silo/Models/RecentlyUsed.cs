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
    private readonly Lock _turnOver = new();
    private volatile ConcurrentDictionary<string, T> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, T> _old = new(StringComparer.Ordinal);

    public bool TryGet(string name, [NotNullWhen(true)] out T? value)
    {
        if (_young.TryGetValue(name, out value))
            return true;
        if (!_old.TryGetValue(name, out value))
            return false;

        Set(name, value);
        return true;
    }

    /// <summary>The remembered value; made now when there is none. Concurrent callers get the same one.</summary>
    public T GetOrAdd(string name, Func<string, T> make)
    {
        if (TryGet(name, out var value))
            return value;
        lock (_turnOver)
        {
            if (TryGet(name, out value))
                return value;
            value = make(name);
            Set(name, value);
            return value;
        }
    }

    public void Set(string name, T value)
    {
        lock (_turnOver)
        {
            if (_young.Count >= capacity)
            {
                _old = _young;
                _young = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
            }

            _young[name] = value;
        }
    }
}
