using Microsoft.Extensions.Options;

namespace Platform.Silo.Seeding;

/// <summary>Registers what a new platform begins with.</summary>
internal static class SeedRegistration
{
    /// <summary>Registered behind the silo, so that it runs when the silo has joined.</summary>
    public static void AddPlatformSeed(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<SeedOptions>, SeedOptionsSetup>();
        services.AddSingleton<IValidateOptions<SeedOptions>, SeedOptionsValidator>();
        services.AddOptions<SeedOptions>().ValidateOnStart();
        services.AddHostedService<Seeder>();
    }
}
