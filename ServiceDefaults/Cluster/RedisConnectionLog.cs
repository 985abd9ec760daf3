using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults.Cluster;

internal static partial class RedisConnectionLog
{
    [LoggerMessage(9001, LogLevel.Warning, "The connection to Redis is lost ({Reason}); trying to get it back")]
    public static partial void Lost(ILogger logger, string reason);

    [LoggerMessage(9002, LogLevel.Information, "The connection to Redis is back")]
    public static partial void Restored(ILogger logger);
}
