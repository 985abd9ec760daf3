namespace Platform.Api.Hosting;

/// <summary>Log messages about a cluster that is not there yet.</summary>
internal static partial class ClusterPatienceLog
{
    [LoggerMessage(8210, LogLevel.Warning, "No silo can be reached yet, and the replica waits for one: {Reason}")]
    public static partial void Waiting(ILogger logger, string reason);
}
