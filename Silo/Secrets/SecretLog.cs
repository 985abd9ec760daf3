namespace Platform.Silo.Secrets;

internal static partial class SecretLog
{
    [LoggerMessage(1006, LogLevel.Warning, "The key ring by which secrets are encrypted cannot be read ({Reason}); trying again every {Seconds} s")]
    public static partial void WaitingForKeyRing(ILogger logger, string reason, double seconds);
}
