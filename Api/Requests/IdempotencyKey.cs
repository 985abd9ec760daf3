using Platform.Contracts.Errors;

namespace Platform.Api.Requests;

/// <summary>The caller's key for exactly-once execution.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>The request's key; null when it has none.</summary>
    /// <exception cref="PlatformException">The header's value cannot be used.</exception>
    public static string? Of(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        if (values.Count == 1 && values[0] is { Length: > 0 and <= MaxLength } key && IsPrintable(key))
            return key;
        throw new PlatformException(
            ErrorCode.InvalidValue,
            $"'{Header}' must be sent once, with 1 to {MaxLength} printable ASCII characters.",
            Header);
    }

    private static bool IsPrintable(string key)
    {
        foreach (var character in key)
        {
            if (character is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
