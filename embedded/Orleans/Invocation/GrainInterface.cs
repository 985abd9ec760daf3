using Orleans.Runtime;

namespace Orleans.Invocation;

/// <summary>Describes one grain interface: its wire name, its methods and how to make references to it.</summary>
public sealed class GrainInterface
{
    private readonly Dictionary<string, GrainMethod> _methods;
    private readonly Func<GrainId, IGrainCallRuntime, GrainReference> _createReference;

    /// <summary>Describes an interface; called by generated code.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="name">Its wire name: its alias, else its full type name.</param>
    /// <param name="createReference">Makes the generated proxy.</param>
    /// <param name="methods">Every method, inherited ones included.</param>
    public GrainInterface(
        Type type,
        string name,
        Func<GrainId, IGrainCallRuntime, GrainReference> createReference,
        params GrainMethod[] methods)
    {
        Type = type;
        Name = name;
        Methods = methods;
        _createReference = createReference;
        _methods = methods.ToDictionary(method => method.MethodName, StringComparer.Ordinal);
    }

    /// <summary>The interface.</summary>
    public Type Type { get; }

    /// <summary>The wire name.</summary>
    public string Name { get; }

    /// <summary>Every method, inherited ones included.</summary>
    public IReadOnlyList<GrainMethod> Methods { get; }

    /// <summary>A method by wire name; null when the interface has no such method.</summary>
    public GrainMethod? FindMethod(string methodName) => _methods.GetValueOrDefault(methodName);

    /// <summary>A proxy of one grain.</summary>
    public GrainReference CreateReference(GrainId grainId, IGrainCallRuntime runtime) => _createReference(grainId, runtime);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
