using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Silo.Models.Claude;
using Platform.Silo.Models.Echo;
using Platform.Silo.Models.OpenAi;
using Platform.Silo.Models.Providers;
using Platform.Silo.Models.Resilience;

namespace Platform.Silo.Models;

/// <summary>Registers the models that this silo can ask.</summary>
internal static class ModelServices
{
    /// <summary>Adds providers, catalogue and router, set up by the section <c>Platform:Models</c>.</summary>
    public static IHostApplicationBuilder AddPlatformModels(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ModelOptions>()
            .Bind(builder.Configuration.GetSection(ModelOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<ModelOptions>, ModelEnvironment>();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<ModelTelemetry>();
        services.AddSingleton<ModelGuard>();

        services.AddSingleton<IModelProvider>(static services =>
            new EchoProvider(services.GetRequiredService<TimeProvider>() is var time && time == TimeProvider.System ? new FineTimers() : time));
        services.TryAddSingleton<ITenantCredentials, NoTenantCredentials>();
        AddProvider(services, static (options, guard, tenants, time) => OpenAiProvider.Create(options.OpenAI, guard, tenants, time));
        AddProvider(services, static (options, guard, tenants, time) => ClaudeProvider.Create(options.Anthropic, guard, tenants, time));
        AddProvider(services, static (options, guard, tenants, time) => OpenAiProvider.CreateCompatible(options.Compatible, guard, tenants, time));

        services.AddSingleton<IModelCatalog, ModelCatalog>();
        services.AddSingleton<IModelRouter, ModelRouter>();
        return builder;
    }

    private static void AddProvider(IServiceCollection services, Func<ModelOptions, ModelGuard, ITenantCredentials, TimeProvider, IModelProvider> create) =>
        services.AddSingleton(provider => create(
            provider.GetRequiredService<IOptions<ModelOptions>>().Value,
            provider.GetRequiredService<ModelGuard>(),
            provider.GetRequiredService<ITenantCredentials>(),
            provider.GetRequiredService<TimeProvider>()));
}
