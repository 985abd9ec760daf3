namespace Orleans.Serialization;

/// <summary>A codec of two functions, for the framework's small types.</summary>
internal sealed class ScalarCodec<T>(WireType wireType, ScalarCodec<T>.Writing write, ScalarCodec<T>.Reading read) : IFieldCodec<T>
{
    public delegate void Writing(ref GrainWriter writer, T value);

    public delegate T Reading(ref GrainReader reader);

    public WireType WireType => wireType;

    public void Write(ref GrainWriter writer, T value) => write(ref writer, value);

    public T Read(ref GrainReader reader) => read(ref reader);
}
