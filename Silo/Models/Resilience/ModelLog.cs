namespace Platform.Silo.Models.Resilience;

/// <summary>What the silo says about its models. Never the conversation, never a key.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(3001, LogLevel.Information, "{Model}: retry {Retry} in {DelayMs} ms, because {Reason}")]
    public static partial void Retry(ILogger logger, string model, int retry, long delayMs, string reason);

    [LoggerMessage(3002, LogLevel.Warning, "{Model} failed too often and is not asked for {Seconds} s")]
    public static partial void CircuitOpened(ILogger logger, string model, long seconds);

    [LoggerMessage(3003, LogLevel.Information, "{Model} answers again")]
    public static partial void CircuitClosed(ILogger logger, string model);

    [LoggerMessage(3004, LogLevel.Warning, "{Model} failed a turn of tenant {TenantId} after {Tries} tries: {Reason}")]
    public static partial void Failed(ILogger logger, string model, string tenantId, int tries, string reason, Exception? error);

    [LoggerMessage(3005, LogLevel.Error, "{Model}: the provider refuses the platform's key (status {Status}); set a valid one")]
    public static partial void KeyRefused(ILogger logger, string model, int status);

    [LoggerMessage(3006, LogLevel.Warning, "{Model}: the provider refuses the own key of tenant {TenantId} (status {Status})")]
    public static partial void TenantKeyRefused(ILogger logger, string model, string tenantId, int status);
}
