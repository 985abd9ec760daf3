namespace Orleans.Serialization;

/// <summary>Writes and reads values of one type, null included where the type allows it.</summary>
/// <typeparam name="T">The declared type.</typeparam>
public interface IFieldCodec<T>
{
    /// <summary>Appends a value.</summary>
    void Write(ref GrainWriter writer, T value);

    /// <summary>Reads a value that <see cref="Write"/> wrote.</summary>
    T Read(ref GrainReader reader);
}
