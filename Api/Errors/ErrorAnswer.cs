using System.Globalization;
using Platform.Api.Json;
using Platform.Contracts.Errors;

namespace Platform.Api.Errors;

/// <summary>Writes a failure as the error envelope, with the headers that tell a client whether and when to try again.</summary>
internal static class ErrorAnswer
{
    /// <summary>What <c>Retry-After</c> says when the failure itself does not: 1 second.</summary>
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The envelope of a failure.</summary>
    public static ErrorEnvelope EnvelopeOf(Failure failure)
    {
        var kind = ErrorCatalog.Describe(failure.Code);
        return new ErrorEnvelope(new ErrorDetail(failure.Message, kind.Type, failure.Param, kind.Name));
    }

    /// <summary>Answers the request with the failure. The response must not have started.</summary>
    public static void Write(HttpContext context, Failure failure)
    {
        var response = context.Response;
        var status = ErrorCatalog.Describe(failure.Code).Status;
        response.StatusCode = status;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            var wait = failure.RetryAfter ?? DefaultRetryAfter;
            response.Headers.RetryAfter = Seconds(wait);
            // Clients that know it come back as soon as there is room, and not a second later.
            if (status == StatusCodes.Status429TooManyRequests)
                response.Headers["retry-after-ms"] = Milliseconds(wait);
        }

        // A budget lasts for hours: trying again at once, as clients do after other refusals, only costs time.
        if (failure.Code == ErrorCode.BudgetExceeded || status == StatusCodes.Status409Conflict)
        {
            response.Headers["x-should-retry"] = "false";
        }
        else if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        JsonResponse.Write(response, EnvelopeOf(failure), NativeJson.Default.ErrorEnvelope);
    }

    private static string Milliseconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
