namespace Platform.Api.Hosting;

/// <summary>Log messages about the end of the process.</summary>
internal static partial class DrainLog
{
    [LoggerMessage(8200, LogLevel.Information, "Asked to stop: not ready from now on. Serves on for {Delay} s so that load balancers notice, and up to {Linger} s longer while clients are connected. A second signal ends the wait.")]
    public static partial void Waiting(ILogger logger, double delay, double linger);
}
