namespace Orleans.Streams;

/// <summary>Takes the items of a stream: the consumer itself, or the connection to it.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal interface IStreamSink<in T>
{
    void Item(T item);

    /// <summary>No item follows.</summary>
    /// <param name="error">Null when the stream was enumerated to its end.</param>
    void End(Exception? error);
}
