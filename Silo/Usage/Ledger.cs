using System.Collections.Concurrent;

namespace Platform.Silo.Usage;

/// <summary>
/// Takes the charges of this silo's turns into their tenants' ledgers: each exactly once. A charge of a stored turn is written
/// behind the turn and can be made again from it; see <see cref="LedgerRecovery"/>. Safe for use from any thread.
/// </summary>
internal sealed class Ledger(LedgerWriting writing)
{
    private readonly ConcurrentDictionary<string, TenantLedger> _tenants = new(StringComparer.Ordinal);

    /// <summary>Takes a charge.</summary>
    /// <param name="charge">It.</param>
    /// <param name="set">Where its session is noted; null when it is in no session.</param>
    /// <param name="isUrgent">Whether somebody waits for it.</param>
    /// <returns>Ends when it is in the ledger.</returns>
    public Task Post(Charge charge, UnpostedSet? set, bool isUrgent) =>
        _tenants.GetOrAdd(charge.TenantId, static (_, writing) => new TenantLedger(writing), writing).Post(charge, set, isUrgent);

    /// <summary>Waits until everything that was taken is in.</summary>
    public Task Flush(CancellationToken cancellationToken) =>
        Task.WhenAll(_tenants.Values.Select(static tenant => tenant.Flush())).WaitAsync(cancellationToken);
}
