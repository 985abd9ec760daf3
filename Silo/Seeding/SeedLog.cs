namespace Platform.Silo.Seeding;

internal static partial class SeedLog
{
    [LoggerMessage(4001, LogLevel.Information, "Created tenant {Tenant}")]
    public static partial void TenantCreated(ILogger logger, string tenant);

    [LoggerMessage(4002, LogLevel.Information, "Created agent {Agent} of tenant {Tenant} with {Models}")]
    public static partial void AgentCreated(ILogger logger, string agent, string tenant, string models);

    [LoggerMessage(4003, LogLevel.Information, "Stored the first key of tenant {Tenant}")]
    public static partial void KeyCreated(ILogger logger, string tenant);
}
