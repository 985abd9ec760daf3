using Platform.Silo.Erasure;
using Platform.Silo.Models.Providers;

namespace Platform.Silo.Providers;

/// <summary>Registers tenants' own keys of model providers.</summary>
internal static class ProviderRegistration
{
    /// <summary>The keys: their store, their encryption, and their use in turns.</summary>
    public static void AddPlatformProviders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProviderStore>();
        builder.Services.AddSingleton<ProviderVault>();
        builder.Services.AddSingleton<ITenantCredentials, ProviderCatalog>();
        builder.Services.AddSingleton<ITenantData, TenantProviderData>();
    }
}
