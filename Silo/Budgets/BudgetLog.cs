namespace Platform.Silo.Budgets;

internal static partial class BudgetLog
{
    [LoggerMessage(1701, LogLevel.Warning, "{Budget} of tenant {TenantId} ({OwnerId}) is spent to {Percent} %: {Spent} of {Limit}")]
    public static partial void Warning(ILogger logger, string budget, string tenantId, string? ownerId, int percent, string spent, string limit);

    [LoggerMessage(1702, LogLevel.Warning, "The reservation {Reservation} of tenant {TenantId} could not be ended now; it ends by itself: {Reason}")]
    public static partial void NotReleased(ILogger logger, string reservation, string tenantId, string reason);

    [LoggerMessage(1703, LogLevel.Warning, "The reservations of running turns could not be renewed now: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string reason);
}
