namespace Platform.Silo.Requests;

/// <summary>The newest requests that were applied to a stored object, oldest first: kept with it, so that both change in one write.</summary>
internal static class RequestTokens
{
    /// <summary>Whether a request was applied. One without a token never was.</summary>
    public static bool Has(string[] applied, string? token) => token is not null && applied.Contains(token, StringComparer.Ordinal);

    /// <summary>The requests when one more is applied.</summary>
    public static string[] With(string[] applied, string? token, int most) => token is null ? applied : [.. applied.TakeLast(most - 1), token];
}
