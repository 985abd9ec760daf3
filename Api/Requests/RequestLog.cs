namespace Platform.Api.Requests;

/// <summary>Log messages about requests with an idempotency key.</summary>
internal static partial class RequestLog
{
    [LoggerMessage(8300, LogLevel.Warning, "Request {RequestId} took effect, but its answer could not be put on record: {Reason} Sent again, it is answered with what is then.")]
    public static partial void NotRecorded(ILogger logger, string requestId, string reason);
}
