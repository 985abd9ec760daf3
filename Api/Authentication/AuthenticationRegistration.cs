using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Authentication;

/// <summary>Registers the check of API keys.</summary>
internal static class AuthenticationRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddPlatformAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TenantQuestion>();
        services.AddSingleton<AskTenant>(static services => services.GetRequiredService<TenantQuestion>().Ask);
        services.AddValidatedOptions<AuthenticationOptions, AuthenticationOptionsValidator>(AuthenticationOptions.Section);
        services.AddSingleton<FailedKeys>();
        services.AddSingleton<KeyCache>();
        services.AddSingleton<KeyCheck>();
    }
}
