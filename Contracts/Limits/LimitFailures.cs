using System.Globalization;
using Platform.Contracts.Errors;

namespace Platform.Contracts.Limits;

/// <summary>What callers are told who are at a limit, in one place.</summary>
public static class LimitFailures
{
    /// <summary>A limit has no room.</summary>
    /// <param name="measure">What it counts.</param>
    /// <param name="isKey">Whether it is the API key's and not the tenant's.</param>
    /// <param name="limit">Its value.</param>
    /// <param name="refusal">Why.</param>
    public static PlatformException Refused(LimitMeasure measure, bool isKey, long limit, LeaseRefusal refusal)
    {
        var (whose, wait) = (Whose(isKey), Seconds(refusal.RetryAfter));
        return refusal.IsUnknown
            ? new(ErrorCode.Overloaded, $"What is left of the {whose}'s limit of {Text(limit)} {Of(measure)} is unknown at the moment. Try again in {wait} s.", retryAfter: refusal.RetryAfter)
            : new(ErrorCode.RateLimited, $"The {whose} is at its limit of {Text(limit)} {Of(measure)}. Try again in {wait} s.", retryAfter: refusal.RetryAfter);
    }

    /// <summary>A turn alone is more than a limit allows.</summary>
    /// <param name="isKey">Whether it is the API key's limit and not the tenant's.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="tokens">What the turn may need.</param>
    public static PlatformException TooLarge(bool isKey, long limit, long tokens) => new(
        ErrorCode.RateLimited,
        $"The turn may need {Text(tokens)} tokens, and the {Whose(isKey)}'s limit is {Text(limit)} {Of(LimitMeasure.Tokens)}. Send less, ask for a shorter answer, or have the operator raise the limit.",
        retryAfter: TimeSpan.FromMinutes(1));

    private static string Whose(bool isKey) => isKey ? "API key" : "tenant";

    private static string Of(LimitMeasure measure) => measure switch
    {
        LimitMeasure.Requests => "requests per minute",
        LimitMeasure.Tokens => "tokens per minute",
        _ => "turns at the same time",
    };

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan wait) => Math.Max(0.1, wait.TotalSeconds).ToString("0.#", CultureInfo.InvariantCulture);
}
