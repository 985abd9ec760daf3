namespace Platform.Silo.Sessions;

/// <summary>What one turn does to a session's log: worked out once, done in the store, then in memory.</summary>
internal readonly struct LogChange
{
    private readonly StoredTurn _turn;
    private readonly int _pruned;
    private readonly int _replaced;

    /// <summary>Works it out.</summary>
    /// <param name="log">The log before.</param>
    /// <param name="turn">The turn that is added.</param>
    /// <param name="maxMessages">How many messages the session keeps.</param>
    /// <param name="renewal">The Redis TTL to renew; zero to leave it.</param>
    public LogChange(TurnLog log, StoredTurn turn, int maxMessages, TimeSpan renewal)
    {
        _turn = turn;
        _pruned = log.CountToPrune(turn.Messages.Length, maxMessages);
        _replaced = turn is { IdempotencyKey: { } key, Status: not Contracts.Sessions.TurnStatus.Interrupted } ? log.FindInterrupted(key) : -1;
        Entry = StoredTurnWriter.Write(turn);
        Replaced = _replaced < 0 ? null : log[_replaced].Data;
        Keep = _pruned == 0 ? 0 : log.Count + 1 - _pruned - (_replaced >= _pruned ? 1 : 0);
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
        if (_replaced >= _pruned)
            log.RemoveAt(_replaced);
        log.RemoveOldest(_pruned);
        log.Add(Entry, _turn);
    }
}
