namespace Platform.Api.Audit;

/// <summary>Log messages about the audit log.</summary>
internal static partial class AuditMessages
{
    [LoggerMessage(8400, LogLevel.Warning, "What became of request {RequestId} could not be entered in the audit log, which will hold it as unknown: {Reason}")]
    public static partial void OutcomeNotWritten(ILogger logger, string requestId, string reason);

    [LoggerMessage(8401, LogLevel.Warning, "{Count} requests that were not admitted could not be entered in the audit log of tenant {TenantId} and wait for the next time: {Reason}")]
    public static partial void RefusedNotWritten(ILogger logger, string tenantId, long count, string reason);
}
