namespace Orleans.Runtime;

/// <summary>The base of errors that come from the runtime, not from a grain.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.OrleansException")]
public class OrleansException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public OrleansException()
        : base("Unexpected error.")
    {
    }

    /// <summary>An error.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public OrleansException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
