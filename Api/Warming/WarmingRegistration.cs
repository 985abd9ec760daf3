using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Warming;

/// <summary>Registers warming.</summary>
internal static class WarmingRegistration
{
    /// <summary>Adds it; it runs when everything else has started.</summary>
    public static void AddPlatformWarming(this IServiceCollection services)
    {
        services.AddValidatedOptions<WarmingOptions, WarmingOptionsValidator>(WarmingOptions.Section);
        services.AddHostedService<ApiWarmer>();
    }
}
