using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Platform.Contracts.Budgets;
using Platform.Contracts.Errors;
using Platform.Silo.Usage;

namespace Platform.Silo.Budgets;

/// <summary>
/// Lets turns run that their budgets have room for. What a turn may come to is reserved before the model is asked and held until
/// what it came to is in the ledger, so that however many run at once, together they never spend more than there is.
/// </summary>
internal sealed class BudgetGate(BudgetStore store, IOptions<BudgetOptions> options, TimeProvider time, ILogger<BudgetGate> logger)
{
    /// <summary>How often a turn looks whether other silos have given something back.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private readonly BudgetOptions _options = options.Value;
    private readonly ConcurrentDictionary<(string TenantId, (BudgetOwner, string?, BudgetUnit, BudgetPeriod) Scope), BudgetQueue> _queues = new();
    private readonly ConcurrentDictionary<string, Hold> _holds = new(StringComparer.Ordinal);

    /// <summary>What the running turns of this silo hold.</summary>
    public IEnumerable<Hold> Holds => _holds.Values;

    /// <summary>Reserves what a turn may come to, and waits for it while other turns hold what they may not need.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The turn.</param>
    /// <param name="account">Who pays.</param>
    /// <param name="claims">The budgets.</param>
    /// <param name="demand">What it may come to.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What is held; null when a budget is exhausted whose policy lets the turn go on all the same: <paramref name="exhausted"/> is told of it.</returns>
    /// <param name="exhausted">Told which budget is exhausted.</param>
    /// <exception cref="PlatformException"><see cref="ErrorCode.BudgetExceeded"/>.</exception>
    public async Task<Hold?> Reserve(
        string tenantId, string id, TurnAccount account, BudgetClaim[] claims, BudgetDemand demand, Action<BudgetClaim> exhausted, CancellationToken cancellationToken)
    {
        var answer = await Ask();
        var since = time.GetTimestamp();
        while (answer.Decision == BudgetDecision.HeldByOthers)
        {
            var held = claims[answer.Decider];
            answer = await Wait(tenantId, held, since, Ask, cancellationToken);
            if (answer.Decision == BudgetDecision.HeldByOthers && time.GetElapsedTime(since) >= _options.Patience)
                throw BudgetFailures.HeldByOthers(claims[answer.Decider], _options.Patience, Look + TimeSpan.FromSeconds(1));
        }

        if (answer.Decision == BudgetDecision.Exhausted)
        {
            var claim = claims[answer.Decider];
            var spent = answer.Spent[answer.Decider];
            await Warn(tenantId, claim, spent);
            if (claim.Budget.OnLimit == BudgetPolicy.Reject)
            {
                var now = time.GetUtcNow();
                throw BudgetFailures.Exhausted(claim, spent, now, claim.EndOf(DateOnly.FromDateTime(now.UtcDateTime)));
            }

            exhausted(claim);
            return null;
        }

        var hold = new Hold(id, tenantId, demand.IsExact ? null : demand.OutputWithin(answer.Tokens, answer.Nanos), claims, answer.Spent);
        _holds[id] = hold;
        return hold;

        Task<BudgetAnswer> Ask() => store.Reserve(tenantId, id, account.KeyId, account.UserId, claims, demand);
    }

    /// <summary>The turn's charge is in the ledger, and with that the reservation has ended.</summary>
    /// <param name="hold">What it held.</param>
    /// <param name="charge">The charge.</param>
    public async Task Settled(Hold hold, Charge charge)
    {
        Ended(hold);
        for (var place = 0; place < hold.Claims.Length; place++)
            await Warn(hold.TenantId, hold.Claims[place], hold.Spent[place] + hold.Claims[place].SpentOf(charge.Figures));
    }

    /// <summary>The turn came to nothing.</summary>
    public async Task Release(Hold hold)
    {
        try
        {
            await store.Release(hold.TenantId, hold.Id);
        }
        catch (PlatformException error)
        {
            BudgetLog.NotReleased(logger, hold.Id, hold.TenantId, error.Cause?.Message ?? error.Message);
        }

        Ended(hold);
    }

    private void Ended(Hold hold)
    {
        _holds.TryRemove(hold.Id, out _);
        foreach (var claim in hold.Claims)
        {
            if (_queues.TryGetValue((hold.TenantId, claim.Scope), out var queue))
                queue.Changed();
        }
    }

    private async Task<BudgetAnswer> Wait(string tenantId, BudgetClaim held, long since, Func<Task<BudgetAnswer>> ask, CancellationToken cancellationToken)
    {
        var key = (tenantId, held.Scope);
        var queue = Join(key);
        try
        {
            await queue.Enter(cancellationToken);
            try
            {
                while (true)
                {
                    var answer = await ask();
                    if (answer.Decision != BudgetDecision.HeldByOthers || time.GetElapsedTime(since) >= _options.Patience)
                        return answer;
                    await queue.Change(Look, time, cancellationToken);
                }
            }
            finally
            {
                queue.Leave();
            }
        }
        finally
        {
            Part(key, queue);
        }
    }

    private BudgetQueue Join((string, (BudgetOwner, string?, BudgetUnit, BudgetPeriod)) key)
    {
        while (true)
        {
            var queue = _queues.GetOrAdd(key, static _ => new BudgetQueue());
            lock (queue)
            {
                // One that its last user has just taken away is not used any more.
                if (queue.Waiting >= 0)
                {
                    queue.Waiting++;
                    return queue;
                }
            }
        }
    }

    private void Part((string, (BudgetOwner, string?, BudgetUnit, BudgetPeriod)) key, BudgetQueue queue)
    {
        lock (queue)
        {
            if (--queue.Waiting > 0)
                return;
            queue.Waiting = -1;
            _queues.TryRemove(KeyValuePair.Create(key, queue));
        }
    }

    private async Task Warn(string tenantId, BudgetClaim claim, long spent)
    {
        var limit = claim.Budget.Limit;
        if (spent < limit / 100m * _options.WarningPercent)
            return;
        try
        {
            if (!await store.NoteWarning(tenantId, claim))
                return;
        }
        catch (PlatformException)
        {
            // The next turn that is paid from it warns.
            return;
        }

        var unit = claim.Budget.Unit;
        BudgetLog.Warning(logger, BudgetFailures.NameOf(claim), tenantId, claim.Owner == BudgetOwner.Key ? claim.OwnerId : null, _options.WarningPercent, BudgetFailures.AmountOf(unit, spent), BudgetFailures.AmountOf(unit, limit));
    }
}
