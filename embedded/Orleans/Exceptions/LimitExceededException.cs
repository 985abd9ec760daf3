namespace Orleans.Runtime;

/// <summary>A configured limit was reached, such as the calls that may wait for one activation. The call did not run.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.LimitExceededException")]
public sealed class LimitExceededException : OrleansException
{
    /// <summary>An error without details.</summary>
    public LimitExceededException()
        : base("Limit exceeded")
    {
    }

    /// <summary>An error.</summary>
    public LimitExceededException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public LimitExceededException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error that names the limit.</summary>
    /// <param name="limitName">The option that sets it.</param>
    /// <param name="current">The value that was reached.</param>
    /// <param name="threshold">The limit.</param>
    /// <param name="extraInfo">What was refused.</param>
    public LimitExceededException(string limitName, int current, int threshold, object? extraInfo)
        : base($"{limitName} exceeded: {current} > {threshold}. {extraInfo}")
    {
    }
}
