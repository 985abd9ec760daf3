using System.Globalization;
using Platform.Api.Validation;
using Platform.Contracts.Errors;

namespace Platform.Api.Sessions;

/// <summary>How long a turn may wait in a busy session, as its caller says: a field of the native body, or a header.</summary>
internal static class QueueTtl
{
    /// <summary>The header, in seconds.</summary>
    public const string Header = "x-queue-ttl-seconds";

    private const int MaxSeconds = 3_600;

    /// <summary>The wait that a field or the header asks for; the field counts when there are both.</summary>
    /// <exception cref="PlatformException">The header holds something else.</exception>
    public static TimeSpan? Of(ref Problems problems, int? field, HttpRequest request)
    {
        FieldRules.Range(ref problems, "queueTtlSeconds", field, 1, MaxSeconds);
        return (field ?? OfHeader(request)) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static int? OfHeader(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        return values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MaxSeconds
            ? seconds
            : throw new PlatformException(ErrorCode.InvalidValue, $"'{Header}' must be sent once, as a whole number from 1 to {MaxSeconds}.", Header);
    }
}
