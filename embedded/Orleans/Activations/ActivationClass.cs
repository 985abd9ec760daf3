using System.Reflection;
using Orleans.Configuration;
using Orleans.Invocation;
using Orleans.Runtime;

namespace Orleans.Activations;

/// <summary>What all activations of one grain class share.</summary>
internal sealed class ActivationClass
{
    private readonly GrainClass _class;
    private readonly GrainInterface _interface;

    public ActivationClass(Silo silo, GrainClass grainClass, GrainCollectionOptions collection, int waitingLimit, bool needsScope, bool hasSiloFilters)
    {
        Silo = silo;
        _class = grainClass;
        _interface = GrainManifest.GetInterface(grainClass.Interfaces[0]);
        NeedsScope = needsScope;
        WaitingLimit = waitingLimit;
        HasIncomingFilters = hasSiloFilters || typeof(IIncomingGrainCallFilter).IsAssignableFrom(grainClass.Type);
        ActivationTimeout = collection.ActivationTimeout;
        DeactivationTimeout = collection.DeactivationTimeout;
        CollectionAge = AgeOf(grainClass.Type, collection);
    }

    public Silo Silo { get; }

    public GrainType GrainType => _class.GrainType;

    public Type Type => _class.Type;

    public bool IsReentrant => _class.IsReentrant;

    public bool HasIncomingFilters { get; }

    /// <summary>Whether a constructor argument is scoped or transient, so that each activation needs services of its own.</summary>
    public bool NeedsScope { get; }

    /// <summary>How many requests may wait; 0 for no limit.</summary>
    public int WaitingLimit { get; }

    /// <summary>The idle time after which an activation ends; null for never.</summary>
    public TimeSpan? CollectionAge { get; }

    public TimeSpan ActivationTimeout { get; }

    public TimeSpan DeactivationTimeout { get; }

    public object Create(Activation activation) => _class.Create(activation.ActivationServices);

    public GrainReference CreateReference(GrainId id) => _interface.CreateReference(id, Silo.Calls);

    private static TimeSpan? AgeOf(Type type, GrainCollectionOptions collection)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute), inherit: true))
            return null;
        if (type.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true) is { } limit)
            return limit.AlwaysActive ? null : limit.AgeLimit;
        return collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age) ? age : collection.CollectionAge;
    }
}
