using Platform.Contracts.Errors;

namespace Platform.Api.Errors;

/// <summary>The one place where exceptions become failures that a caller is told about.</summary>
internal static class FailureMapping
{
    /// <summary>The failure that an exception stands for; <see cref="ErrorCode.InternalError"/> when it is a defect.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        PlatformException refused => refused.ToFailure(),
        BadHttpRequestException bad => OfBadRequest(bad),
        TimeoutException => new Failure(
            ErrorCode.Interrupted,
            "The silo did not answer in time, so it is unknown whether the request was carried out. Read the object before you send it again."),
        GatewayTooBusyException or LimitExceededException => new Failure(
            ErrorCode.Overloaded,
            "The platform has no room for the request at this moment. Try again after the time in Retry-After."),
        SiloUnavailableException or EnumerationAbortedException => new Failure(
            ErrorCode.Interrupted,
            "The silo that had the request went away. Send it again; with the same Idempotency-Key it runs once at most."),
        OrleansException or ObjectDisposedException => new Failure(
            ErrorCode.Interrupted,
            "No silo can take the request at this moment. Try again after the time in Retry-After."),
        OperationCanceledException => new Failure(
            ErrorCode.Interrupted,
            "The request was interrupted before it could be answered. Send it again."),
        _ => new Failure(
            ErrorCode.InternalError,
            "The platform failed to handle the request. The operator finds the cause in the log under the id in x-request-id."),
    };

    private static Failure OfBadRequest(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => RequestFailures.BodyTooLarge(),
        StatusCodes.Status408RequestTimeout => new Failure(
            ErrorCode.RequestTimeout,
            "The request body came too slowly. Send it again over a faster connection."),
        _ => new Failure(ErrorCode.InvalidJson, "The request body broke off or is not valid HTTP. Send the whole body, with a correct content-length."),
    };
}
