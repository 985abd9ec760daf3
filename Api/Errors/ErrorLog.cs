namespace Platform.Api.Errors;

/// <summary>Log messages about requests that failed by the platform's own fault.</summary>
internal static partial class ErrorLog
{
    [LoggerMessage(8000, LogLevel.Error, "Request {RequestId} {Method} {Path} failed: a defect.")]
    public static partial void Defect(ILogger logger, string requestId, string method, string path, Exception exception);

    [LoggerMessage(8001, LogLevel.Warning, "Request {RequestId} {Method} {Path} was answered {Status} {Code}, after {Others} others like it: {Reason}")]
    public static partial void Unavailable(ILogger logger, string requestId, string method, string path, int status, string code, int others, string reason);

    [LoggerMessage(8002, LogLevel.Error, "Request {RequestId} {Method} {Path} failed after its answer had begun; the connection was cut.")]
    public static partial void BrokenAnswer(ILogger logger, string requestId, string method, string path, Exception exception);
}
