using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.DeadLetters;

/// <summary>Registers dead letters.</summary>
internal static class DeadLetterRegistration
{
    /// <summary>Where turns go that waited too long.</summary>
    public static void AddPlatformDeadLetters(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<DeadLetterOptions, DeadLetterOptionsValidator>(DeadLetterOptions.Section);
        builder.Services.AddSingleton(DeadLetterStore.Keep);
        builder.Services.AddSingleton<DeadLetterStore>();
    }
}
