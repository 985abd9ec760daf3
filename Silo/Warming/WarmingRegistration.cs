using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Warming;

/// <summary>Registers warming.</summary>
internal static class WarmingRegistration
{
    /// <summary>Registered behind everything else: its first step comes after the store has answered, its last before the silo is ready.</summary>
    public static void AddPlatformWarming(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<WarmingOptions, WarmingOptionsValidator>(WarmingOptions.Section);
        builder.Services.AddSingleton<Rehearsal>();
        builder.Services.AddSingleton<AgentWarming>();
        builder.Services.AddHostedService<Warmer>();
    }
}
