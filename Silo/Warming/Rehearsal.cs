using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Sessions;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;
using Platform.Silo.Usage;
using StackExchange.Redis;

namespace Platform.Silo.Warming;

/// <summary>
/// Runs turns as they are run for callers, from the request to the ledger, in a session of a tenant that nobody can name, and
/// takes back all that they stored. Needs no cluster, so that a silo can do it before it joins and is sent turns.
/// </summary>
internal sealed class Rehearsal(
    IServiceProvider services, TenantStore tenants, RedisStore redis, LedgerWriting writing, TimeProvider time)
{
    /// <summary>Enough that everything was there twice; so few that the runtime does not begin to compile for speed, which would hold up the start.</summary>
    private const int Turns = 10;

    private const string Model = "builtin/echo";
    private const int TtlHours = 1;

    /// <summary>Should this process be killed in the middle, what it leaves goes after this.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromHours(TtlHours);

    /// <summary>A turn as it is warmed.</summary>
    public static TurnRequest Turn => new() { Input = [new ChatMessage(ChatRole.User, "Is anybody there?")], Model = Model };

    /// <summary>A tenant that does not exist and can't: no tenant's id has this sign.</summary>
    public static string Nobody => $"~{Guid.NewGuid():n}";

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Ends it early; what it stored is taken back all the same.</param>
    public async Task Run(CancellationToken cancellationToken)
    {
        var tenantId = Nobody;
        var tenantKey = GrainKey.ForTenant(tenantId);
        // Its own, so that nothing of it is left in those of the silo.
        var ledger = new Ledger(writing);
        var unposted = new UnpostedSessions(redis, [], time);
        var sessions = ActivatorUtilities.CreateInstance<SessionServices>(services, ledger, unposted);
        var began = writing.Today;
        try
        {
            var document = new TenantDocument { Settings = new TenantSettings(), CreatedAt = time.GetUtcNow() };
            await tenants.Write(StoreKey.Tenant(tenantKey), 0, document);
            await redis.Run(redis.Database.KeyExpireAsync(StoreKey.Tenant(tenantKey), Backstop));
            // One thing at a time, as in an activation.
            await Task.Factory.StartNew(
                () => Play(GrainKey.ForSession(tenantId, "rehearsal"), sessions, cancellationToken),
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
        }
        finally
        {
            await ledger.Flush(CancellationToken.None);
            await unposted.Sweep(isLast: true);
            RedisKey[] left = [StoreKey.Tenant(tenantKey), StoreKey.TenantSessions(tenantKey), StoreKey.TenantLedger(tenantKey, began), StoreKey.TenantLedger(tenantKey, writing.Today)];
            await redis.Run(redis.Database.KeyDeleteAsync(left));
        }
    }

    private static async Task Play(string sessionKey, SessionServices services, CancellationToken cancellationToken)
    {
        var session = new Session(sessionKey, services, new ScratchHost());
        try
        {
            var first = Turn with { CreateWith = new NewSession { TtlHours = TtlHours } };
            for (var turn = 0; turn < Turns && !cancellationToken.IsCancellationRequested; turn++)
                await session.Send(first);
            await foreach (var _ in session.Stream(Turn, CancellationToken.None))
            {
            }
        }
        finally
        {
            // As another activation would: read again from the store.
            var next = new Session(sessionKey, services, new ScratchHost());
            await next.Get();
            await next.Erase(null);
        }
    }
}
