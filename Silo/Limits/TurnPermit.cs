using Platform.Contracts.Limits;
using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;

namespace Platform.Silo.Limits;

/// <summary>What one turn has taken of limits. Settled once.</summary>
/// <param name="time">The clock.</param>
/// <param name="inputTokens">The tokens that the turn was expected to read.</param>
/// <param name="tokens">All tokens that were taken for it.</param>
internal sealed class TurnPermit(TimeProvider time, long inputTokens, long tokens)
{
    private const int CharactersPerToken = 4;

    private readonly List<TurnSlots> _slots = [];
    private readonly List<(RateLease Lease, long TakenAt)> _leases = [];
    private bool _isSettled;

    /// <summary>A place was taken.</summary>
    public void Add(TurnSlots slots) => _slots.Add(slots);

    /// <summary>The tokens were taken.</summary>
    public void Add(RateLease lease) => _leases.Add((lease, time.GetTimestamp()));

    /// <summary>The turn did not come to run: everything is given back.</summary>
    public void GiveBack() => Settle(used: 0);

    /// <summary>The turn has ended: its place is free, and what it really used takes the place of what was expected.</summary>
    public void Settle(Turn turn, TurnResult result) => Settle(result switch
    {
        // The answer is an earlier turn's, which has paid for it.
        { Replayed: true } => 0,
        { Usage: { } usage } => usage.TotalTokens,
        // Whoever breaks off in mid-answer has been read and has written.
        _ => turn.Answer.IsEmpty ? 0 : inputTokens + (turn.Answer.Length / CharactersPerToken),
    });

    private void Settle(long used)
    {
        if (_isSettled)
            return;
        _isSettled = true;
        foreach (var slots in _slots)
            slots.Leave();
        foreach (var (lease, takenAt) in _leases)
            lease.Return(tokens - used, takenAt);
    }
}
