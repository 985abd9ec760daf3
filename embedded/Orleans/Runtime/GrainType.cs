namespace Orleans.Runtime;

/// <summary>Names a kind of grain, one per grain class; see <see cref="GrainTypeAttribute"/>.</summary>
/// <param name="Value">The name.</param>
public readonly record struct GrainType(IdSpan Value)
{
    /// <summary>A grain type of a string.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
