namespace Platform.Api.Overload;

/// <summary>Log messages about more turns than the platform can do.</summary>
internal static partial class OverloadLog
{
    [LoggerMessage(8300, LogLevel.Warning, "Turns wait {Lateness} ms to be begun: as many are let in as are done, {PerSecond} per second, and the others answered 503.")]
    public static partial void Closing(ILogger logger, int lateness, int perSecond);

    [LoggerMessage(8301, LogLevel.Information, "All turns are let in again; {Refused} were refused.")]
    public static partial void Opened(ILogger logger, long refused);
}
