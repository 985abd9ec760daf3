using Platform.Contracts.Budgets;
using Platform.Contracts.Sessions;
using Platform.Contracts.Usage;
using Platform.Silo.Budgets;
using Platform.Silo.Models;
using Platform.Silo.Models.Prices;
using Platform.Silo.Usage;

namespace Platform.Silo.Sessions;

/// <summary>What one turn owes: reserved before the model is asked, charged when the turn is stored, given back when it comes to nothing.</summary>
internal sealed class TurnBill(SessionAddress address, SessionServices services, Turn turn)
{
    private Hold? _hold;
    private UnpostedSet? _set;
    private long _askedAt;
    private TimeSpan _latency;
    private bool _isAsked;
    private bool _isPosted;

    /// <summary>Reserves what the turn may come to, where budgets apply to it: it may get another model, or a shorter answer.</summary>
    /// <param name="context">What the model is asked.</param>
    /// <param name="historyBytes">The bytes of what came before this turn.</param>
    /// <exception cref="Contracts.Errors.PlatformException">A budget has no room for it.</exception>
    public async ValueTask Reserve(Func<ModelRequest> context, long historyBytes)
    {
        var claims = turn.Plan.Account.Claims;
        while (claims is { Length: > 0 })
        {
            var demand = services.Demand.Of(turn.Route, context(), turn.Request.Input, historyBytes);
            BudgetClaim? exhausted = null;
            _hold = await services.Budgets.Reserve(
                address.TenantId, turn.Id, turn.Plan.Account, claims, demand, claim => exhausted = claim, turn.Cancellation);
            if (_hold is { } hold)
            {
                if (hold.MaxOutputTokens is { } most)
                    turn.Options = turn.Options with { MaxOutputTokens = most };
                return;
            }

            if (exhausted!.Budget is { OnLimit: BudgetPolicy.Fallback, FallbackModel: { } model })
                turn.FallBackTo(await services.Planner.Resolve(model, address.TenantId));
            claims = Array.FindAll(claims, claim => claim != exhausted);
        }
    }

    /// <summary>The model is asked now.</summary>
    public void Asked() => (_isAsked, _askedAt) = (true, services.Time.GetTimestamp());

    /// <summary>The model has come to its end.</summary>
    public void Answered() => _latency = services.Time.GetElapsedTime(_askedAt);

    /// <summary>The turn is about to be stored in its session.</summary>
    public void Storing() => _set = services.Unposted.Enter(address.GrainKey);

    /// <summary>The turn with what it took.</summary>
    public StoredTurn On(StoredTurn entry) => entry.Usage is not { } usage ? entry : entry with
    {
        CostNanos = services.Prices.Of(entry.Model).Of(usage.InputTokens, usage.OutputTokens),
        LatencyMs = (int)Math.Min(int.MaxValue, _latency.TotalMilliseconds),
        KeyId = turn.Plan.Account.KeyId,
        AgentId = turn.Plan.Account.AgentId,
    };

    /// <summary>Charges the turn as it is stored, or as it is answered when it is not.</summary>
    /// <param name="entry">The turn.</param>
    /// <param name="log">The log that holds it last; null when it is in none.</param>
    /// <returns>Ends when it is in the ledger.</returns>
    public Task Post(StoredTurn entry, TurnLog? log)
    {
        if (entry.TurnId != turn.Id)
            return Task.CompletedTask;
        _isPosted = true;
        var charge = Of(address, turn.Plan.Account.UserId, entry, isInSession: log is not null, log?.ChargedBeforeLast() ?? Charge.AfterAnything, _hold?.Id);
        var posted = services.Ledger.Post(charge, _set, isUrgent: log is null || _hold is not null);
        return _hold is { } hold ? Settle(hold, charge, posted) : posted;
    }

    /// <summary>The charge of a stored turn of a session, wherever it stands.</summary>
    public static Charge InSession(SessionAddress address, string? userId, StoredTurn entry) =>
        Of(address, userId, entry, isInSession: true, Charge.AfterAnything, reservation: null);

    /// <summary>The turn is over. What it has not come to is given back.</summary>
    public ValueTask Close()
    {
        if (_isPosted)
            return ValueTask.CompletedTask;
        if (_set is { } set)
        {
            // It is open whether the turn was stored; the session knows once it can be read again.
            _ = PostLater(set, _hold);
            return ValueTask.CompletedTask;
        }

        if (_isAsked)
            _ = services.Ledger.Post(Failed(), null, isUrgent: false);
        return _hold is { } hold ? new(services.Budgets.Release(hold)) : ValueTask.CompletedTask;
    }

    private async Task Settle(Hold hold, Charge charge, Task posted)
    {
        await posted;
        await services.Budgets.Settled(hold, charge);
    }

    private async Task PostLater(UnpostedSet set, Hold? hold)
    {
        await services.LedgerWriting.PostSurely(address.GrainKey);
        set.Leave();
        if (hold is not null)
            await services.Budgets.Release(hold);
    }

    private Charge Failed() => new()
    {
        TenantId = address.TenantId,
        Day = services.LedgerWriting.Today,
        UserId = turn.Plan.Account.UserId,
        AgentId = turn.Plan.Account.AgentId,
        KeyId = turn.Plan.Account.KeyId,
        Figures = new UsageFigures { Turns = 1, Failed = 1, LatencyMs = (long)services.Time.GetElapsedTime(_askedAt).TotalMilliseconds },
    };

    private static Charge Of(SessionAddress address, string? userId, StoredTurn entry, bool isInSession, long after, string? reservation) => new()
    {
        TenantId = address.TenantId,
        Day = DateOnly.FromDateTime(entry.At.UtcDateTime),
        UserId = userId,
        AgentId = entry.AgentId,
        KeyId = entry.KeyId,
        Model = PriceList.NameOf(entry.Model),
        SessionKey = isInSession ? address.GrainKey : null,
        Seq = isInSession ? entry.LastSeq : 0,
        After = after,
        Reservation = reservation,
        Figures = new UsageFigures
        {
            Turns = 1,
            InputTokens = entry.Usage?.InputTokens ?? 0,
            OutputTokens = entry.Usage?.OutputTokens ?? 0,
            CostNanos = entry.CostNanos,
            LatencyMs = entry.LatencyMs,
            Cancelled = entry.Status == TurnStatus.Cancelled ? 1 : 0,
            Estimated = entry.Usage is { Estimated: true } ? 1 : 0,
        },
    };
}
