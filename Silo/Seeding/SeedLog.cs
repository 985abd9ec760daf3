namespace Platform.Silo.Seeding;

internal static partial class SeedLog
{
    [LoggerMessage(4001, LogLevel.Information, "Created tenant {Tenant}")]
    public static partial void TenantCreated(ILogger logger, string tenant);

    [LoggerMessage(4002, LogLevel.Information, "Created agent {Agent} of tenant {Tenant} with {Models}")]
    public static partial void AgentCreated(ILogger logger, string agent, string tenant, string models);

    [LoggerMessage(4003, LogLevel.Information, "Stored the first key of tenant {Tenant}")]
    public static partial void KeyCreated(ILogger logger, string tenant);

    [LoggerMessage(4004, LogLevel.Warning, "What a new platform begins with could not be looked for; trying again. {Reason}")]
    public static partial void TryingAgain(ILogger logger, string reason);
}
