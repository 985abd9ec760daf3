using System.Globalization;
using Platform.Contracts.Limits;

namespace Platform.Api.Limits;

/// <summary>The headers that tell how limits stand, as OpenAI's API names and forms them.</summary>
internal static class LimitHeaders
{
    /// <summary>How the limit of requests stands; nothing when there is none.</summary>
    public static void WriteRequests(IHeaderDictionary headers, LeaseStanding? standing)
    {
        if (standing is not { } known)
            return;
        headers["x-ratelimit-limit-requests"] = Text(known.Limit);
        headers["x-ratelimit-remaining-requests"] = Text(known.Remaining);
        headers["x-ratelimit-reset-requests"] = Text(known.Reset);
    }

    /// <summary>How the limit of tokens stands; nothing when there is none.</summary>
    public static void WriteTokens(IHeaderDictionary headers, LeaseStanding? standing)
    {
        if (standing is not { } known)
            return;
        headers["x-ratelimit-limit-tokens"] = Text(known.Limit);
        headers["x-ratelimit-remaining-tokens"] = Text(known.Remaining);
        headers["x-ratelimit-reset-tokens"] = Text(known.Reset);
    }

    /// <summary>A duration as <c>120ms</c>, <c>1s</c>, <c>1.5s</c> or <c>6m0s</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var milliseconds = (long)Math.Ceiling(Math.Max(0, duration.TotalMilliseconds));
        if (milliseconds < 1_000)
            return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
        if (milliseconds < 60_000)
            return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.###}s");
        var seconds = (milliseconds + 999) / 1_000;
        return seconds < 3_600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60}s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600}h{seconds / 60 % 60}m{seconds % 60}s");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
