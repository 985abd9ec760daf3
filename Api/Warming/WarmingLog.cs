namespace Platform.Api.Warming;

/// <summary>Log messages about warming.</summary>
internal static partial class WarmingLog
{
    [LoggerMessage(8500, LogLevel.Information, "Warmed up in {Milliseconds} ms")]
    public static partial void Done(ILogger logger, int milliseconds);

    [LoggerMessage(8501, LogLevel.Warning, "Warming took longer than the {Seconds} s of Platform:Warming:MaxSeconds: the replica starts without the rest")]
    public static partial void OutOfTime(ILogger logger, double seconds);

    [LoggerMessage(8502, LogLevel.Warning, "Warming failed: the replica starts without it. {Reason}")]
    public static partial void Failed(ILogger logger, string reason);
}
