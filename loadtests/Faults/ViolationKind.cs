namespace Platform.LoadTests.Faults;

/// <summary>What a platform must never do to a conversation.</summary>
internal enum ViolationKind
{
    /// <summary>An acknowledged turn is not in the history.</summary>
    Lost,

    /// <summary>A turn is in the history more than once.</summary>
    Doubled,

    /// <summary>Turns of one client, which sends the next only after the last, are stored in another order.</summary>
    Reordered,

    /// <summary>The history holds a message that nobody sent to this session.</summary>
    Foreign,

    /// <summary>A user message without its own answer right behind it, or an answer without its message.</summary>
    Torn,

    /// <summary>Places in the history are not ascending, or the acknowledged place is not where the answer is.</summary>
    Misnumbered,
}
