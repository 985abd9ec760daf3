namespace Orleans.Runtime;

/// <summary>The silo that had a call was lost, or no silo could be reached. A call in flight may or may not have run.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.SiloUnavailableException")]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>An error without details.</summary>
    public SiloUnavailableException()
        : base("Silo unavailable")
    {
    }

    /// <summary>An error.</summary>
    public SiloUnavailableException(string msg)
        : base(msg)
    {
    }

    /// <summary>An error with its cause.</summary>
    public SiloUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
