using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Limits;
using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;
using Platform.Silo.Tenants;

namespace Platform.Silo.Limits;

/// <summary>Has turns take what they need of the limits of their tenant and API key: a place, and tokens.</summary>
internal sealed class TurnLimits(LeaseBook leases, TenantCatalog tenants, IOptions<LimitsOptions> options, TimeProvider time)
{
    private const int BytesPerToken = 4;

    /// <summary>What a turn has taken; null when nothing limits it.</summary>
    /// <param name="address">The session.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="plan">How it is run.</param>
    /// <param name="historyBytes">The size of the conversation before it.</param>
    /// <exception cref="PlatformException"><see cref="ErrorCode.RateLimited"/>: there is no room; nothing was taken.</exception>
    public ValueTask<TurnPermit?> Take(SessionAddress address, TurnRequest request, TurnPlan plan, long historyBytes)
    {
        var found = tenants.FindByKey(address.TenantStoreKey);
        return found.IsCompletedSuccessfully ? Take(found.Result, address, request, plan, historyBytes) : Wait();

        async ValueTask<TurnPermit?> Wait() => await Take(await found, address, request, plan, historyBytes);
    }

    private ValueTask<TurnPermit?> Take(TenantDocument? tenant, SessionAddress address, TurnRequest request, TurnPlan plan, long historyBytes)
    {
        var key = request.KeyId is { } keyId ? tenant?.FindKey(keyId) : null;
        var (ofTenant, ofKey) = (tenant?.Settings.Limits, key?.Limits);
        return LimitsTurns(ofTenant) || LimitsTurns(ofKey)
            ? new(Take(address.TenantId, ofTenant, key?.AccountId, ofKey, InputTokens(request, plan, historyBytes), plan.Options.MaxOutputTokens))
            : default;
    }

    private static bool LimitsTurns(RateLimits? limits) => limits is { TokensPerMinute: not null } or { ConcurrentTurns: not null };

    private async Task<TurnPermit?> Take(string tenantId, RateLimits? ofTenant, string? accountId, RateLimits? ofKey, long inputTokens, int? outputTokens)
    {
        var tokens = Math.Max(1, inputTokens + (outputTokens ?? options.Value.ExpectedAnswerTokens));
        var permit = new TurnPermit(time, inputTokens, tokens);
        try
        {
            // The key first: who is at a limit of his own takes nothing of what all share.
            if (ofKey is not null && accountId is not null)
                await Take(permit, new LimitAccount(tenantId, accountId), ofKey, tokens);
            if (ofTenant is not null)
                await Take(permit, new LimitAccount(tenantId, null), ofTenant, tokens);
            return permit;
        }
        catch
        {
            permit.GiveBack();
            throw;
        }
    }

    private async ValueTask Take(TurnPermit permit, LimitAccount account, RateLimits limits, long tokens)
    {
        if (limits.ConcurrentTurns is { } most)
        {
            var slots = leases.Turns(account);
            if (await slots.Take(most) is { } refusal)
                throw LimitFailures.Refused(LimitMeasure.Turns, account.IsKey, most, refusal);
            permit.Add(slots);
        }

        if (limits.TokensPerMinute is { } perMinute)
        {
            if (tokens > perMinute)
                throw LimitFailures.TooLarge(account.IsKey, perMinute, tokens);
            var lease = leases.Rate(account, LimitMeasure.Tokens);
            if (await lease.Take(tokens, perMinute) is { } refusal)
                throw LimitFailures.Refused(LimitMeasure.Tokens, account.IsKey, perMinute, refusal);
            permit.Add(lease);
        }
    }

    private static long InputTokens(TurnRequest request, TurnPlan plan, long historyBytes)
    {
        var bytes = historyBytes + ((request.Instructions ?? plan.Agent?.Instructions)?.Length ?? 0);
        foreach (var message in request.Input)
            bytes += message.Content.Length;
        return bytes / BytesPerToken;
    }
}
