using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Tenants;

/// <summary>Registers tenants.</summary>
internal static class TenantRegistration
{
    /// <summary>Tenants, their keys, their erasure, and what is created at the first start.</summary>
    public static void AddPlatformTenants(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<TenantOptions, TenantOptionsValidator>(TenantOptions.Section);
        builder.Services.AddSingleton<TenantStore>();
        builder.Services.AddSingleton<TenantCatalog>();
        builder.Services.AddSingleton<TenantEraser>();
    }
}
