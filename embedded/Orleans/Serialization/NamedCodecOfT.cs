namespace Orleans.Serialization;

/// <summary>A <see cref="NamedCodec"/> of values of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class NamedCodec<T> : NamedCodec
{
    private protected NamedCodec(string name)
        : base(typeof(T), name)
    {
    }
}
