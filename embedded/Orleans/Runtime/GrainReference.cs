using Orleans.Invocation;

namespace Orleans.Runtime;

/// <summary>
/// A proxy of a grain: equal to every other reference to the same grain through the same interface. The code generator
/// derives one class per grain interface.
/// </summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    /// <summary>A reference.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="runtime">What carries the calls.</param>
    protected GrainReference(GrainId grainId, IGrainCallRuntime runtime)
    {
        GrainId = grainId;
        Runtime = runtime;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainId { get; }

    /// <summary>What carries the calls.</summary>
    protected IGrainCallRuntime Runtime { get; }

    internal IGrainCallRuntime CallRuntime => Runtime;

    /// <summary>The grain interface that this reference implements.</summary>
    public abstract Type InterfaceType { get; }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && other.GrainId == GrainId && other.InterfaceType == InterfaceType;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{InterfaceType.Name}({GrainId})";
}
