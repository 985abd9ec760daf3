namespace Platform.Silo.Usage;

internal static partial class UsageLog
{
    [LoggerMessage(1601, LogLevel.Warning, "The ledger of tenant {TenantId} waits for the store with {Charges} charges: {Reason}")]
    public static partial void Waiting(ILogger logger, string tenantId, int charges, string reason);

    [LoggerMessage(1602, LogLevel.Information, "The latest turns of session {SessionKey} are posted again: one before them was missing in the ledger")]
    public static partial void Repaired(ILogger logger, string sessionKey);

    [LoggerMessage(1603, LogLevel.Warning, "The usage of session {SessionKey} could not be posted again now and will be tried later: {Reason}")]
    public static partial void NotRepaired(ILogger logger, string sessionKey, string reason);

    [LoggerMessage(1604, LogLevel.Debug, "The old part of the ledger of tenant {TenantId} could not be tidied: {Reason}")]
    public static partial void NotClosed(ILogger logger, string tenantId, string reason);

    [LoggerMessage(1605, LogLevel.Information, "{Sessions} sessions of the lost silo {Silo} were looked at for turns that the ledger lacks")]
    public static partial void Recovered(ILogger logger, int sessions, string silo);

    [LoggerMessage(1606, LogLevel.Warning, "The sessions of lost silos could not be looked at now and will be later: {Reason}")]
    public static partial void NotRecovered(ILogger logger, string reason);

    [LoggerMessage(1607, LogLevel.Warning, "Not everything that was used is in the ledger yet; the other silos post it: {Reason}")]
    public static partial void NotFlushed(ILogger logger, string reason);
}
