namespace Aspire.Hosting;

/// <summary>The application cannot be composed or started. The message says what to change.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>An error without a message of its own.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>An error with a message.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and its cause.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
