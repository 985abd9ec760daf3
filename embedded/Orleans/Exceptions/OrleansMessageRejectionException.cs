namespace Orleans.Runtime;

/// <summary>The runtime could not deliver a call.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.OrleansMessageRejectionException")]
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
