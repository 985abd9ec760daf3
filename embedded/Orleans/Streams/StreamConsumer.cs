using Orleans.Activations;
using Orleans.Serialization;

namespace Orleans.Streams;

/// <summary>The caller's end of a stream.</summary>
internal abstract class StreamConsumer(CancellationToken cancellationToken)
{
    /// <summary>Ends the enumeration.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Makes the producer of a grain of this process: items are handed over as they are.</summary>
    public abstract StreamProducer CreateLocalProducer(Activation activation);

    /// <summary>Takes an item from the wire.</summary>
    public abstract void ReadItem(ref GrainReader reader);

    /// <summary>No item follows.</summary>
    /// <param name="error">Null when the stream was enumerated to its end.</param>
    public abstract void End(Exception? error);
}
