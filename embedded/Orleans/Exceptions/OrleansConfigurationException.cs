namespace Orleans.Runtime;

/// <summary>The configuration of a silo or client cannot work; the message names each setting at fault and its value.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>An error.</summary>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public OrleansConfigurationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
