using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Silo.Models.Echo;

namespace Platform.Silo.Models;

/// <summary>Registers the models that this silo can ask.</summary>
internal static class ModelServices
{
    /// <summary>Adds providers, catalogue and router, set up by the section <c>Platform:Models</c>.</summary>
    public static IHostApplicationBuilder AddPlatformModels(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IModelProvider, EchoProvider>();
        services.AddSingleton<IModelCatalog, ModelCatalog>();
        services.AddSingleton<IModelRouter, ModelRouter>();
        return builder;
    }
}
