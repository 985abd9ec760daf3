using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Invocation;

/// <summary>Describes one grain class: its grain type, the grain interfaces it implements, and how to construct it.</summary>
public sealed class GrainClass
{
    private readonly Lazy<ObjectFactory> _factory;

    /// <summary>Describes a class; called by generated code.</summary>
    /// <param name="type">The class.</param>
    /// <param name="grainType">The <see cref="GrainTypeAttribute"/> name, else the lower-case class name without "grain".</param>
    /// <param name="isReentrant">Whether the class is marked <see cref="Concurrency.ReentrantAttribute"/>.</param>
    /// <param name="interfaces">Every grain interface that the class implements.</param>
    public GrainClass(Type type, string grainType, bool isReentrant, params Type[] interfaces)
    {
        Type = type;
        GrainType = GrainType.Create(grainType);
        IsReentrant = isReentrant;
        Interfaces = interfaces;
        _factory = new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(Type, Type.EmptyTypes));
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The grain type, the first part of every grain id of this class.</summary>
    public GrainType GrainType { get; }

    /// <summary>Whether requests may run between each other's awaits.</summary>
    public bool IsReentrant { get; }

    /// <summary>Every grain interface that the class implements.</summary>
    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>Constructs an instance, its constructor arguments taken from the services.</summary>
    /// <exception cref="InvalidOperationException">A constructor argument is not registered as a service.</exception>
    public object Create(IServiceProvider services) => _factory.Value(services, null);

    /// <inheritdoc/>
    public override string ToString() => $"{GrainType} ({Type})";
}
