using Platform.Contracts.Errors;

namespace Platform.Silo.Audit;

/// <summary>Failures of audit logs.</summary>
internal static class AuditFailures
{
    /// <summary>More waits to be written than is held.</summary>
    public static PlatformException Full(TimeSpan retryAfter) => new(
        ErrorCode.Overloaded, "Too many changes wait for the audit log. Try again after the time in Retry-After.", retryAfter: retryAfter);

    /// <summary>Other activations wrote in between each time.</summary>
    public static PlatformException Contended(TimeSpan retryAfter) => new(
        ErrorCode.Overloaded, "The audit log is being written from several places at the moment. Try again after the time in Retry-After.", retryAfter: retryAfter);
}
