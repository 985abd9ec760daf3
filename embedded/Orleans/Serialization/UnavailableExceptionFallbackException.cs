namespace Orleans.Serialization;

/// <summary>Stands for an exception of another process whose type cannot be made here; it carries the type's name, the message and the stack.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>An exception without a message.</summary>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <summary>An exception.</summary>
    /// <param name="message">The message of the original.</param>
    /// <param name="innerException">What caused it.</param>
    public UnavailableExceptionFallbackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Further values of the original; empty unless someone adds to it.</summary>
    public Dictionary<string, object?> Properties { get; } = [];

    /// <summary>The full type name of the original.</summary>
    public string? ExceptionType { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => ExceptionType is null
        ? $"Unknown exception: {base.ToString()}"
        : $"Unknown exception of type {ExceptionType}: {base.ToString()}";
}
