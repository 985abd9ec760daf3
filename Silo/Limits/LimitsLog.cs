namespace Platform.Silo.Limits;

internal static partial class LimitsLog
{
    [LoggerMessage(2300, LogLevel.Warning, "Limits of tenant {Tenant}: what was leased is not stored yet: {Reason}")]
    public static partial void NotStored(ILogger logger, string tenant, string reason);

    [LoggerMessage(2301, LogLevel.Warning, "The limit of {Measure} of tenant {Tenant}, key {Key}, cannot be asked; this silo goes on with its share for 30 s: {Reason}")]
    public static partial void OutOfReach(ILogger logger, string measure, string tenant, string? key, string reason);
}
