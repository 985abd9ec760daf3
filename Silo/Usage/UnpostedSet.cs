namespace Platform.Silo.Usage;

/// <summary>
/// One of this silo's sets of sessions that run turns: on record in Redis before their turns are stored, so that the charges of a
/// silo that is lost can be found. A set takes sessions for a while, then a new one does; it goes when nothing in it is open.
/// </summary>
/// <param name="name">Its name, unique in the cluster.</param>
internal sealed class UnpostedSet(string name)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _sessions = new(StringComparer.Ordinal);
    private int _open;
    private bool _isClosed;
    private bool _isUsed;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it takes no more, and nothing in it is open.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
                return _isClosed && _open == 0;
        }
    }

    /// <summary>Whether it has never had a session.</summary>
    public bool IsUnused
    {
        get
        {
            lock (_gate)
                return !_isUsed;
        }
    }

    /// <summary>Takes a turn of a session. False when it takes no more.</summary>
    /// <param name="sessionKey">The session.</param>
    /// <param name="isNew">Whether the session was not in it before.</param>
    /// <param name="isFirst">Whether it was empty.</param>
    public bool TryEnter(string sessionKey, out bool isNew, out bool isFirst)
    {
        lock (_gate)
        {
            (isNew, isFirst) = (false, false);
            if (_isClosed)
                return false;
            isFirst = !_isUsed;
            _isUsed = true;
            isNew = _sessions.Add(sessionKey);
            _open++;
            return true;
        }
    }

    /// <summary>A turn that it took is in the ledger, or was not stored.</summary>
    public void Leave()
    {
        lock (_gate)
            _open--;
    }

    /// <summary>Forgets a session that is gone. False when it was not in it.</summary>
    public bool Forget(string sessionKey)
    {
        lock (_gate)
            return _sessions.Remove(sessionKey);
    }

    /// <summary>Takes no more.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }
}
