namespace Orleans.Streams;

/// <summary>Enumerates a grain's stream inside the activation's turns, as far as the consumer has asked.</summary>
internal abstract class StreamProducer
{
    /// <summary>How many items a consumer lets the producer be ahead.</summary>
    public const int Window = 64;

    /// <summary>Completes when the enumerator is disposed.</summary>
    public abstract Task Ended { get; }

    /// <summary>Begins to enumerate; called inside a turn.</summary>
    public abstract void Start();

    /// <summary>The consumer wants no more: fires the token; called inside a turn.</summary>
    public abstract void Cancel();

    /// <summary>The runtime ends the stream: the consumer gets the error.</summary>
    public abstract void Abort(Exception error);

    /// <summary>The consumer has taken items.</summary>
    public abstract void AddCredit(int items);
}
