using Microsoft.Extensions.Options;

namespace Platform.Silo.Sessions;

/// <summary>Counts the turns at work or waiting in this silo and says when there is no room for another.</summary>
internal sealed class InFlightTurns(IOptions<SessionOptions> options)
{
    private readonly int _limit = options.Value.MaxTurnsInFlight;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= _limit)
            return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Exit() => Interlocked.Decrement(ref _count);
}
