using System.Globalization;
using Platform.Contracts.Budgets;
using Platform.Contracts.Errors;

namespace Platform.Silo.Budgets;

/// <summary>What callers of a turn are told that is not paid for, in one place.</summary>
internal static class BudgetFailures
{
    public static PlatformException Exhausted(BudgetClaim claim, long spent, DateTimeOffset now, DateTimeOffset ends) => new(
        ErrorCode.BudgetExceeded,
        $"{NameOf(claim)} has no room for this turn: {AmountOf(claim.Budget.Unit, spent)} of {AmountOf(claim.Budget.Unit, claim.Budget.Limit)} are spent. "
        + $"It begins anew at {ends.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}; ask the operator for a larger one before that.",
        retryAfter: ends - now);

    public static PlatformException HeldByOthers(BudgetClaim claim, TimeSpan patience, TimeSpan retryAfter) => new(
        ErrorCode.BudgetExceeded,
        $"What is left of {NameOf(claim, isBegin: false)} was held by other running turns for {patience.TotalSeconds:0.#} s. Try again when they have ended, or set a "
        + "smaller limit for the answer's tokens, so that less has to be reserved.",
        retryAfter: retryAfter);

    /// <summary>The budget in words.</summary>
    public static string NameOf(BudgetClaim claim, bool isBegin = true) => string.Create(CultureInfo.InvariantCulture,
        $"{(isBegin ? "The" : "the")} {(claim.Budget.Period == BudgetPeriod.Daily ? "daily" : "monthly")} {(claim.Budget.Unit == BudgetUnit.Tokens ? "token" : "dollar")} budget of the {OwnerOf(claim)}");

    /// <summary>An amount in words.</summary>
    public static string AmountOf(BudgetUnit unit, long amount) => unit == BudgetUnit.Tokens
        ? string.Create(CultureInfo.InvariantCulture, $"{amount} tokens")
        : string.Create(CultureInfo.InvariantCulture, $"{Budget.Usd(amount)} USD");

    private static string OwnerOf(BudgetClaim claim) => claim.Owner switch
    {
        BudgetOwner.Tenant => "tenant",
        BudgetOwner.Key => "API key",
        _ => "user",
    };
}
