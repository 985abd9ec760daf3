namespace Platform.Api.Audit;

/// <summary>Registers what the audit log needs of the API.</summary>
internal static class AuditRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddPlatformAudit(this IServiceCollection services)
    {
        services.AddSingleton<RefusedRequests>();
        services.AddHostedService(static provider => provider.GetRequiredService<RefusedRequests>());
    }
}
