namespace Platform.Api.Limits;

internal static partial class LimitsLog
{
    [LoggerMessage(8220, LogLevel.Warning, "The limit of {Measure} of tenant {Tenant}, key {Key}, cannot be asked; this replica goes on with its share for 30 s: {Reason}")]
    public static partial void OutOfReach(ILogger logger, string measure, string tenant, string? key, string reason);
}
