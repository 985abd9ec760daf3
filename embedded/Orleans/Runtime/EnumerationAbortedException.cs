namespace Orleans.Runtime;

/// <summary>A stream's grain has moved, and its stream with it not. The stand-in's streams run to their end instead.</summary>
public sealed class EnumerationAbortedException : Exception
{
    /// <summary>Creates one.</summary>
    public EnumerationAbortedException()
    {
    }

    /// <summary>Creates one with a message.</summary>
    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with a message and a cause.</summary>
    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
