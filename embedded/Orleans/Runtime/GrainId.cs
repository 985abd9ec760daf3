namespace Orleans.Runtime;

/// <summary>Names one grain: its type and its key, written <c>type/key</c>.</summary>
/// <param name="Type">The grain type.</param>
/// <param name="Key">The key.</param>
public readonly record struct GrainId(GrainType Type, IdSpan Key)
{
    /// <summary>A grain id of two strings.</summary>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>Whether this names no grain.</summary>
    public bool IsDefault => Equals(default);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";
}
