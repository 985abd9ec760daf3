namespace Platform.Silo.Sessions;

/// <summary>Orders the turns of one session: one runs, a bounded number waits.</summary>
internal sealed class TurnQueue
{
    private List<Turn>? _waiting;
    private bool _isHeld;

    /// <summary>The turn at work.</summary>
    public Turn? Running { get; private set; }

    /// <summary>How many wait.</summary>
    public int Waiting => _waiting?.Count ?? 0;

    /// <summary>Whether no turn runs or waits and nothing keeps turns from running.</summary>
    public bool IsIdle => Running is null && Waiting == 0 && !_isHeld;

    /// <summary>All turns, the one at work first.</summary>
    public IEnumerable<Turn> All => (Running, _waiting) switch
    {
        (null, null) => [],
        (null, _) => [.. _waiting],
        (_, null) => [Running],
        _ => [Running, .. _waiting],
    };

    /// <summary>Lets a turn run now, or has it wait. Those that interrupt go before the others, in their own order.</summary>
    public void Enter(Turn turn)
    {
        if (Running is null && !_isHeld)
        {
            Running = turn;
            turn.Admit();
            return;
        }

        turn.Wait();
        _waiting ??= [];
        var place = turn.Interrupts ? _waiting.FindLastIndex(static waiting => waiting.Interrupts) + 1 : _waiting.Count;
        _waiting.Insert(place, turn);
    }

    /// <summary>Takes out a turn that has ended; the next one runs.</summary>
    public void Leave(Turn turn)
    {
        if (Running != turn)
        {
            _waiting?.Remove(turn);
            return;
        }

        Running = null;
        AdmitNext();
    }

    /// <summary>Has turns that come wait although none runs.</summary>
    public void Hold() => _isHeld = true;

    /// <summary>Lets them run again.</summary>
    public void Release()
    {
        _isHeld = false;
        AdmitNext();
    }

    private void AdmitNext()
    {
        // One that was stopped while it waited leaves by itself.
        while (Running is null && _waiting is [var next, ..])
        {
            _waiting.RemoveAt(0);
            if (next.NeverRuns)
                continue;
            Running = next;
            next.Admit();
        }

        if (_waiting is { Count: 0 })
            _waiting = null;
    }
}
