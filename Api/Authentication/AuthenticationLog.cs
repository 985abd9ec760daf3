namespace Platform.Api.Authentication;

/// <summary>Log messages about API keys. No key and no hash is ever logged.</summary>
internal static partial class AuthenticationLog
{
    [LoggerMessage(8100, LogLevel.Debug, "An API key of tenant {TenantId} could not be checked again ahead of time: {Reason}")]
    public static partial void RefreshFailed(ILogger logger, string tenantId, string reason);
}
