using Microsoft.Extensions.Options;
using Platform.Silo.Models.Providers;

namespace Platform.Silo.Models.Resilience;

/// <summary>Gives every model of a provider its own time limits, retries and circuit breaker.</summary>
internal sealed class ModelGuard(IOptions<ModelOptions> options, TimeProvider time, ModelTelemetry telemetry, ILogger<ModelGuard> logger)
{
    /// <summary>The same model, protected.</summary>
    /// <param name="model">The model as its provider offers it.</param>
    /// <param name="provider">The provider's name, for metrics.</param>
    /// <param name="label">The model's name for metrics.</param>
    /// <param name="tenantId">The tenant with whose own key it is asked; null: the platform's key.</param>
    public ResilientModel Protect(IChatModel model, string provider, string label, string? tenantId)
    {
        var resilience = options.Value.Resilience;
        var pipeline = ModelPipeline.Build(tenantId is null ? model.Id : $"{model.Id} with the key of tenant {tenantId}", resilience, time, logger);
        return new ResilientModel(model, pipeline, resilience, time, telemetry.For(provider, label, tenantId is not null), tenantId, logger);
    }
}
