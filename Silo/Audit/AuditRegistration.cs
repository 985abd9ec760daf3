using Platform.ServiceDefaults.Settings;
using Platform.Silo.Erasure;

namespace Platform.Silo.Audit;

/// <summary>Registers the audit logs.</summary>
internal static class AuditRegistration
{
    /// <summary>Who changed what, when and from where.</summary>
    public static void AddPlatformAudit(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<AuditOptions, AuditOptionsValidator>(AuditOptions.Section);
        foreach (var script in AuditScripts.All)
            builder.Services.AddSingleton(script);
        builder.Services.AddSingleton<AuditStore>();
        builder.Services.AddSingleton<AuditReader>();
        builder.Services.AddSingleton<ITenantData, AuditData>();
    }
}
