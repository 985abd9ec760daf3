using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Contracts.Budgets;
using Platform.Contracts.Keys;
using Platform.Contracts.Usage;
using Platform.Silo.Storage;
using Platform.Silo.Usage;
using StackExchange.Redis;

namespace Platform.Silo.Budgets;

/// <summary>Budgets in Redis, which decides for all silos together.</summary>
internal sealed class BudgetStore(RedisStore redis, IOptions<BudgetOptions> options, TimeProvider time)
{
    /// <summary>Reserves what a turn may come to.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The reservation.</param>
    /// <param name="keyId">The account of the API key; null: none.</param>
    /// <param name="userId">The user; null: nobody in particular.</param>
    /// <param name="claims">The budgets.</param>
    /// <param name="demand">What the turn may come to.</param>
    public async Task<BudgetAnswer> Reserve(string tenantId, string id, string? keyId, string? userId, BudgetClaim[] claims, BudgetDemand demand)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        List<RedisValue> arguments =
        [
            now.ToUnixTimeSeconds(), (now + options.Value.ReservationTtl).ToUnixTimeSeconds(), id,
            demand.Tokens, demand.Nanos, demand.LeastTokens, demand.LeastNanos, keyId ?? "", userId ?? "",
        ];
        foreach (var claim in claims)
            arguments.AddRange([SpentField(claim, today), HeldField(claim), claim.Budget.Unit == BudgetUnit.Tokens ? 1 : 2, claim.Budget.Limit]);
        var tenantKey = GrainKey.ForTenant(tenantId);
        var answer = (RedisResult[])(await redis.Run(
            BudgetScripts.Reserve,
            [StoreKey.TenantLedger(tenantKey, today), StoreKey.TenantReservations(tenantKey), StoreKey.TenantReservationEnds(tenantKey)],
            [.. arguments]))!;
        return new BudgetAnswer(
            (BudgetDecision)(int)answer[0], (int)answer[1] - 1, (long)answer[2], (long)answer[3], [.. answer.Skip(4).Select(static spent => (long)spent)]);
    }

    /// <summary>Ends reservations whose turns cost nothing.</summary>
    public async Task Release(string tenantId, params string[] ids)
    {
        var tenantKey = GrainKey.ForTenant(tenantId);
        await redis.Run(
            BudgetScripts.Release,
            [StoreKey.TenantReservations(tenantKey), StoreKey.TenantReservationEnds(tenantKey)],
            Array.ConvertAll(ids, static id => (RedisValue)id));
    }

    /// <summary>Has reservations whose turns still run last longer. Those that have ended stay ended.</summary>
    public async Task Renew(string tenantId, string[] ids)
    {
        var ends = (time.GetUtcNow() + options.Value.ReservationTtl).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await redis.Run(redis.Database.ExecuteAsync(
            "ZADD", [StoreKey.TenantReservationEnds(GrainKey.ForTenant(tenantId)), "XX", .. ids.SelectMany(id => new[] { ends, id })]));
    }

    /// <summary>Ends all reservations of a user, whose turns have ended, and forgets that there were any.</summary>
    public async Task Forget(string tenantId, string userId)
    {
        var key = StoreKey.TenantReservations(GrainKey.ForTenant(tenantId));
        // tokens, nanos, key, user: the user's id is whatever follows the third space.
        var held = (await redis.Run(redis.Database.HashGetAllAsync(key)))
            .Where(field => ((string)field.Name!).StartsWith('r') && ((string)field.Value!).Split(' ', 4) is [_, _, _, var user] && user == userId)
            .Select(static field => ((string)field.Name!)[1..])
            .ToArray();
        if (held.Length > 0)
            await Release(tenantId, held);
        await redis.Run(redis.Database.HashDeleteAsync(key, LedgerField.Letter(UsageGroup.User) + userId));
    }

    /// <summary>Notes that a warning about a budget was given in this period. False when it was before.</summary>
    public Task<bool> NoteWarning(string tenantId, BudgetClaim claim)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return redis.Run(redis.Database.HashSetAsync(
            StoreKey.TenantLedger(GrainKey.ForTenant(tenantId), today), WarningField(claim, today), time.GetUtcNow().ToUnixTimeMilliseconds(), When.NotExists));
    }

    /// <summary>How budgets stand.</summary>
    public async Task<BudgetStatus[]> Read(string tenantId, BudgetClaim[] claims)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var tenantKey = GrainKey.ForTenant(tenantId);
        var ledger = await redis.Run(redis.Database.HashGetAsync(
            StoreKey.TenantLedger(tenantKey, today),
            [.. claims.SelectMany(claim => new RedisValue[] { SpentField(claim, today), WarningField(claim, today) })]));
        var held = await redis.Run(redis.Database.HashGetAsync(
            StoreKey.TenantReservations(tenantKey), Array.ConvertAll(claims, static claim => (RedisValue)HeldField(claim))));
        return [.. claims.Select((claim, place) => new BudgetStatus(
            claim.Owner, claim.OwnerId, claim.Budget,
            claim.SpentOf(LedgerField.Read(ledger[2 * place])), HeldOf(claim, held[place]), claim.EndOf(today),
            ledger[(2 * place) + 1] is { IsNull: false } at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null))];
    }

    private static long HeldOf(BudgetClaim claim, string? value) => value is null
        ? 0
        : long.Parse(value.Split(' ')[claim.Budget.Unit == BudgetUnit.Tokens ? 0 : 1], CultureInfo.InvariantCulture);

    private static string SpentField(BudgetClaim claim, DateOnly today) =>
        LedgerField.Sum(Period(claim, today), claim.Group, claim.OwnerId);

    private static string WarningField(BudgetClaim claim, DateOnly today) =>
        LedgerField.Warning(Period(claim, today), claim.Group, claim.Budget.Unit, claim.OwnerId);

    private static string Period(BudgetClaim claim, DateOnly today) =>
        claim.Budget.Period == BudgetPeriod.Daily ? LedgerField.DayOf(today) : LedgerField.WholeMonth;

    private static string HeldField(BudgetClaim claim) => LedgerField.Letter(claim.Group) + claim.OwnerId;
}
