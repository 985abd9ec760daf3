using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>The grain classes of a silo, by grain type.</summary>
internal sealed class ActivationClasses(
    Silo silo,
    IServiceCollection services,
    IOptions<GrainCollectionOptions> collection,
    IOptions<SiloMessagingOptions> messaging,
    bool hasSiloFilters)
{
    private readonly ConcurrentDictionary<GrainType, ActivationClass?> _classes = new();

    /// <summary>The class that serves a grain type; null when this silo has none.</summary>
    /// <param name="grainType">The grain type, as the caller knows it.</param>
    /// <param name="interfaceType">The called interface: a client that does not have the class names the type after the interface.</param>
    public ActivationClass? Find(GrainType grainType, Type interfaceType)
    {
        if (_classes.TryGetValue(grainType, out var found))
            return found;

        if (!GrainManifest.TryGetClass(grainType, out var grainClass))
        {
            var candidates = GrainManifest.ClassesOf(interfaceType).Take(2).ToList();
            grainClass = candidates.Count == 1 ? candidates[0] : null;
        }

        if (grainClass is null)
            return null;
        var canonical = _classes.GetOrAdd(grainClass.GrainType, _ => Create(grainClass));
        return _classes.GetOrAdd(grainType, canonical);
    }

    private ActivationClass Create(GrainClass grainClass) =>
        new(silo, grainClass, collection.Value, messaging.Value.MaxEnqueuedRequestsHardLimit, NeedsScope(grainClass.Type), hasSiloFilters);

    private bool NeedsScope(Type type)
    {
        foreach (var constructor in type.GetConstructors())
        {
            foreach (var parameter in constructor.GetParameters())
            {
                var wanted = parameter.ParameterType;
                var open = wanted.IsGenericType ? wanted.GetGenericTypeDefinition() : null;
                var descriptor = services.LastOrDefault(service => service.ServiceType == wanted || service.ServiceType == open);
                if (descriptor?.Lifetime is not ServiceLifetime.Singleton)
                    return true;
            }
        }

        return false;
    }
}
