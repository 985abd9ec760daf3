using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Api.Authentication;

/// <summary>Registers the check of API keys.</summary>
internal static class AuthenticationRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddPlatformAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AskTenant>(static services =>
        {
            var cluster = services.GetRequiredService<IClusterClient>();
            return (tenantId, keyHash) => cluster.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId)).Authenticate(keyHash);
        });
        services.AddOptions<AuthenticationOptions>().BindConfiguration(AuthenticationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthenticationOptions>, AuthenticationOptionsValidator>();
        services.AddSingleton<FailedKeys>();
        services.AddSingleton<KeyCache>();
        services.AddSingleton<KeyCheck>();
    }
}
