using System.Globalization;

namespace Platform.Api.Requests;

/// <summary>What clients tell of their own retries: the official OpenAI clients count them in a header of every request.</summary>
internal static class ClientRetry
{
    /// <summary>The header: 0 for the first attempt.</summary>
    public const string Header = "x-stainless-retry-count";

    /// <summary>Whether the client has sent this request before. A value that is no number tells nothing, and is no error.</summary>
    public static bool Is(HttpRequest request) =>
        request.Headers[Header] is [{ } count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries > 0;
}
