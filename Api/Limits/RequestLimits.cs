using Platform.Api.Authentication;
using Platform.Contracts.Errors;
using Platform.Contracts.Limits;

namespace Platform.Api.Limits;

/// <summary>
/// Counts the requests of tenants and their keys, and tells callers how their limits stand. In the common case it asks nobody;
/// a tenant without limits costs a comparison.
/// </summary>
internal sealed class RequestLimits(LeaseBook leases)
{
    /// <summary>Whether anything is to be counted or told of a caller.</summary>
    public static bool Concern(Caller caller) => caller.TenantLimits is not null || caller.KeyLimits is not null;

    /// <summary>Counts a request, and puts the standing of the limits into its answer's headers.</summary>
    /// <exception cref="PlatformException"><see cref="ErrorCode.RateLimited"/>: the tenant or the key has no request left.</exception>
    public async ValueTask Admit(Caller caller, IHeaderDictionary? headers)
    {
        var tenant = new LimitAccount(caller.TenantId, null);
        var key = new LimitAccount(caller.TenantId, caller.KeyAccountId);
        try
        {
            // The key first: who is at a limit of his own takes nothing of what all share.
            await Take(key, caller.KeyLimits);
            await Take(tenant, caller.TenantLimits);
        }
        finally
        {
            if (headers is not null)
            {
                LimitHeaders.WriteRequests(headers, Tighter(Seen(key, caller.KeyLimits), Seen(tenant, caller.TenantLimits)));
                LimitHeaders.WriteTokens(headers, Tighter(await Look(key, caller.KeyLimits), await Look(tenant, caller.TenantLimits)));
            }
        }
    }

    private async ValueTask Take(LimitAccount account, RateLimits? limits)
    {
        if (limits?.RequestsPerMinute is not { } limit)
            return;
        if (await leases.Rate(account, LimitMeasure.Requests).Take(1, limit) is { } refusal)
            throw LimitFailures.Refused(LimitMeasure.Requests, account.IsKey, limit, refusal);
    }

    private LeaseStanding? Seen(LimitAccount account, RateLimits? limits) =>
        limits?.RequestsPerMinute is null ? null : leases.Rate(account, LimitMeasure.Requests).Seen;

    private ValueTask<LeaseStanding?> Look(LimitAccount account, RateLimits? limits) =>
        limits?.TokensPerMinute is not { } limit ? default : leases.Rate(account, LimitMeasure.Tokens).Look(limit);

    private static LeaseStanding? Tighter(LeaseStanding? key, LeaseStanding? tenant) =>
        key is null || (tenant is { } other && other.Remaining < key.Value.Remaining) ? tenant : key;
}
