using Platform.Contracts.Sessions;

namespace Platform.Silo.Sessions;

/// <summary>What a request for a turn led to.</summary>
/// <param name="Turn">The turn that runs or waits; null when it is over already.</param>
/// <param name="Stored">The stored turn of the first request with this idempotency key.</param>
/// <param name="IsOwn">Whether the turn was begun by this request.</param>
internal readonly record struct AcceptedTurn(Turn? Turn, StoredTurn? Stored, bool IsOwn)
{
    /// <summary>How it ends, or ended.</summary>
    public Task<TurnResult> Completion() => Turn is not null ? Turn.Completion : Task.FromResult(Stored!.ToResult(replayed: true));
}
