using Microsoft.Extensions.Options;

namespace Platform.Api.Warming;

/// <summary>Registers warming.</summary>
internal static class WarmingRegistration
{
    /// <summary>Adds it; it runs when everything else has started.</summary>
    public static void AddPlatformWarming(this IServiceCollection services)
    {
        services.AddOptions<WarmingOptions>().BindConfiguration(WarmingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WarmingOptions>, WarmingOptionsValidator>();
        services.AddHostedService<ApiWarmer>();
    }
}
