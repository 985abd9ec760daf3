namespace Orleans.Serialization;

/// <summary>Writes and reads values of one type, null included where the type allows it.</summary>
/// <typeparam name="T">The declared type.</typeparam>
public interface IFieldCodec<T>
{
    /// <summary>The form of every value that <see cref="Write"/> writes.</summary>
    WireType WireType { get; }

    /// <summary>Appends a value.</summary>
    void Write(ref GrainWriter writer, T value);

    /// <summary>Reads a value that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what a writer writes.</exception>
    T Read(ref GrainReader reader);
}
