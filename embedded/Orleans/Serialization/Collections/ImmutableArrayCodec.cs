using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Orleans.Serialization;

/// <summary>Carries an immutable array; one that was never initialised arrives so.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ImmutableArrayCodec<T> : IFieldCodec<ImmutableArray<T>>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, ImmutableArray<T> value)
    {
        if (value.IsDefault)
            writer.WriteByte(0);
        else
            Elements.WriteSpan(ref writer, value.AsSpan());
    }

    /// <inheritdoc/>
    public ImmutableArray<T> Read(ref GrainReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(Elements.ReadArray<T>(ref reader));
}
