using Microsoft.Extensions.Options;

namespace Platform.Silo.Seeding;

/// <summary>Registers what a new platform begins with.</summary>
internal static class SeedRegistration
{
    /// <summary>Registered behind the silo, so that it runs when the silo has joined.</summary>
    public static void AddPlatformSeed(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<SeedOptions>, SeedOptionsSetup>();
        builder.Services.AddSingleton<IValidateOptions<SeedOptions>, SeedOptionsValidator>();
        builder.Services.AddOptions<SeedOptions>().ValidateOnStart();
        builder.Services.AddHostedService<Seeder>();
    }
}
