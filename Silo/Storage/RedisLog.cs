namespace Platform.Silo.Storage;

internal static partial class RedisLog
{
    [LoggerMessage(1003, LogLevel.Warning,
        "Redis at {Endpoints} does not answer ({Reason}); trying again every {Seconds} s. Check ConnectionStrings__redis and that the server runs")]
    public static partial void WaitingForRedis(ILogger logger, string endpoints, string reason, double seconds);

    [LoggerMessage(1004, LogLevel.Warning,
        "The connection for news of changes failed: other silos' changes to agents and tenants are seen up to {MaxAge} later until it is back")]
    public static partial void ChangeFeedFailed(ILogger logger, TimeSpan maxAge, Exception exception);

    [LoggerMessage(1005, LogLevel.Warning, "An index or marker in Redis could not be updated ({What}); it is repaired when it is next read")]
    public static partial void AfterthoughtFailed(ILogger logger, string what, Exception exception);
}
