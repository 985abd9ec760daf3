using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Lateness;
using Platform.ServiceDefaults.Settings;

namespace Platform.Api.Overload;

/// <summary>Keeps the platform quick for those it lets in when more comes than it can do.</summary>
internal static class OverloadRegistration
{
    /// <summary>Adds the gate and its settings.</summary>
    public static void AddPlatformOverload(this IServiceCollection services)
    {
        services.AddValidatedOptions<OverloadOptions, OverloadOptionsValidator>(OverloadOptions.Section);
        services.AddSingleton<PoolLateness>();
        services.AddSingleton<TurnGate>(static provider => new TurnGate(
            () => provider.GetRequiredService<PoolLateness>().Current,
            provider.GetRequiredService<IOptions<OverloadOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TurnGate>>()));
    }

    /// <summary>The route begins turns: it is closed to some of those who come when there is too much to do.</summary>
    public static TBuilder BeginsTurns<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new BeginsTurns());
}
