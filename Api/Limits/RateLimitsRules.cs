using Platform.Api.Validation;
using Platform.Contracts.Limits;

namespace Platform.Api.Limits;

/// <summary>What limits in bodies must be like.</summary>
internal static class RateLimitsRules
{
    /// <summary>The limits of a body; null when it has none.</summary>
    public static RateLimits? Checked(ref Problems problems, string param, RateLimitsBody? body)
    {
        if (body is null)
            return null;
        FieldRules.Range(ref problems, $"{param}.requestsPerMinute", body.RequestsPerMinute, 1, RateLimits.Most);
        FieldRules.Range(ref problems, $"{param}.tokensPerMinute", body.TokensPerMinute, 1, RateLimits.Most);
        FieldRules.Range(ref problems, $"{param}.concurrentTurns", body.ConcurrentTurns, 1, RateLimits.Most);
        return new RateLimits { RequestsPerMinute = body.RequestsPerMinute, TokensPerMinute = body.TokensPerMinute, ConcurrentTurns = body.ConcurrentTurns };
    }

    /// <summary>Limits as they are shown; null when there are none.</summary>
    public static RateLimitsBody? View(RateLimits? limits) => limits is null ? null : new RateLimitsBody
    {
        RequestsPerMinute = limits.RequestsPerMinute,
        TokensPerMinute = limits.TokensPerMinute,
        ConcurrentTurns = limits.ConcurrentTurns,
    };
}
