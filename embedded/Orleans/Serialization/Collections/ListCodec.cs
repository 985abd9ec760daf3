using System.Runtime.InteropServices;

namespace Orleans.Serialization;

/// <summary>Carries a list.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ListCodec<T> : IFieldCodec<List<T>?>
{
    /// <inheritdoc/>
    public WireType WireType => WireType.List;

    /// <inheritdoc/>
    public void Write(ref GrainWriter writer, List<T>? value)
    {
        if (value is null)
            writer.WriteByte(0);
        else
            Elements.WriteSpan<T>(ref writer, CollectionsMarshal.AsSpan(value));
    }

    /// <inheritdoc/>
    public List<T>? Read(ref GrainReader reader) => Elements.ReadInto<List<T>, T>(
        ref reader,
        static capacity => new List<T>(capacity),
        static (list, element) =>
        {
            list.Add(element);
            return true;
        });
}
