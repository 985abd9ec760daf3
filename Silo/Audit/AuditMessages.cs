namespace Platform.Silo.Audit;

/// <summary>Log messages about audit logs.</summary>
internal static partial class AuditMessages
{
    [LoggerMessage(4101, LogLevel.Warning, "Changes of tenant {TenantId} whose outcome is unknown could not be entered in its audit log yet: {Reason}")]
    public static partial void UnfinishedNotEntered(ILogger logger, string tenantId, string reason);
}
