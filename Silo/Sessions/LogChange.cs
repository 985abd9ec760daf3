namespace Platform.Silo.Sessions;

/// <summary>What one turn does to a session's log: worked out once, done in the store, then in memory.</summary>
internal readonly struct LogChange
{
    private readonly StoredTurn _turn;
    private readonly int _hidden;
    private readonly int _dropped;
    private readonly int _replaced;

    /// <summary>Works it out.</summary>
    /// <param name="log">The log before.</param>
    /// <param name="turn">The turn that is added.</param>
    /// <param name="replaced">The place of the interrupted turn that this one is the retry of; -1 when it is none.</param>
    /// <param name="limits">What the log keeps.</param>
    /// <param name="renewal">The Redis TTL to renew; zero to leave it.</param>
    public LogChange(TurnLog log, StoredTurn turn, int replaced, LogLimits limits, TimeSpan renewal)
    {
        _hidden = log.CountToHide(turn.Messages.Length, limits.Messages);
        _dropped = log.CountToDrop(_hidden, limits.Records);
        _replaced = replaced;
        _turn = _hidden == _dropped ? turn : turn with { ShownFrom = _hidden < log.Count ? log[_hidden].FirstSeq : turn.FirstSeq };
        Entry = StoredTurnWriter.Write(_turn);
        Replaced = replaced < 0 ? null : log[replaced].Data;
        Keep = _dropped == 0 ? 0 : log.Count + 1 - _dropped - (replaced >= _dropped ? 1 : 0);
        Renewal = renewal;
    }

    /// <summary>The turn as it is stored.</summary>
    public byte[] Entry { get; }

    /// <summary>The interrupted turn that this one is the retry of; null when it is none.</summary>
    public byte[]? Replaced { get; }

    /// <summary>How many entries the log keeps; 0 for all there are.</summary>
    public int Keep { get; }

    /// <summary>The Redis TTL to renew; zero to leave it.</summary>
    public TimeSpan Renewal { get; }

    /// <summary>Does in memory what was done in the store.</summary>
    public void Apply(TurnLog log)
    {
        log.HideOldest(_hidden);
        if (_replaced >= _dropped)
            log.RemoveAt(_replaced);
        log.RemoveOldest(_dropped);
        log.Add(Entry, _turn);
    }
}
