using Platform.Silo.Hosting;

namespace Platform.Silo.Tenants;

/// <summary>Registers tenants.</summary>
internal static class TenantRegistration
{
    /// <summary>Tenants, their keys, their erasure, and what is created at the first start.</summary>
    public static void AddPlatformTenants(this IServiceCollection services)
    {
        services.AddValidatedOptions<TenantOptions, TenantOptionsValidator>(TenantOptions.Section);
        services.AddSingleton<TenantStore>();
        services.AddSingleton<TenantCatalog>();
        services.AddSingleton<TenantEraser>();
    }
}
