using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Platform.Api.Authentication;

/// <summary>Registers the check of API keys.</summary>
internal static class AuthenticationRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddPlatformAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeyCache>();
        services.AddSingleton<KeyCheck>();
    }
}
