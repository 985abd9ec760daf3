namespace Platform.Silo.Audit;

/// <summary>Reads one log from the newest entry down, some at a time, and checks on the way that each follows the one below it.</summary>
/// <param name="store">The store.</param>
/// <param name="logKey">The log.</param>
/// <param name="from">The lowest microsecond.</param>
/// <param name="before">The microsecond above the highest.</param>
internal sealed class AuditLogReader(AuditStore store, string logKey, long from, long before)
{
    private const int Some = 64;
    private readonly Queue<(long At, StoredEntry Entry)> _read = new();
    private long _before = before;
    private bool _isBegun;
    private bool _isAtEnd;
    private StoredEntry? _above;

    /// <summary>The log.</summary>
    public string LogKey => logKey;

    /// <summary>Whether everything read so far is as it was written.</summary>
    public bool IsIntact { get; private set; } = true;

    /// <summary>How many entries were read so far.</summary>
    public int Count { get; private set; }

    /// <summary>The next entry, which stays the next until <see cref="Pass"/>; null: there is none.</summary>
    public async ValueTask<(long At, StoredEntry Entry)?> Next()
    {
        while (_read.Count == 0 && !_isAtEnd)
            await Read();
        return _read.TryPeek(out var next) ? next : null;
    }

    /// <summary>Goes on behind the next entry.</summary>
    public void Pass() => _read.Dequeue();

    private async Task Read()
    {
        if (!_isBegun)
        {
            // The one above is no part of what was asked for, but what follows it must be what it says.
            _above = await store.ReadFrom(logKey, _before);
            _isBegun = true;
        }

        var entries = await store.Read(logKey, from, _before, Some);
        foreach (var (at, entry) in entries)
        {
            // Which entry stood where there is none any more, nobody can say.
            if (entry is null || !entry.IsGenuine || at != entry.Record.At || (_above is { } above && !entry.IsFollowedBy(above)))
                IsIntact = false;
            _above = entry;
            if (entry is not null)
                _read.Enqueue((at, entry));
        }

        Count += entries.Length;
        if (entries.Length < Some)
            _isAtEnd = true;
        else
            _before = entries[^1].At;
    }
}
