namespace Orleans;

/// <summary>The stable name of a grain class, which becomes part of the grain's identity.</summary>
/// <param name="grainType">The name.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The name.</summary>
    public string GrainType { get; } = grainType;
}
