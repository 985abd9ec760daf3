namespace Orleans.Runtime;

/// <summary>A silo refused a client's call because it has too much to do. The call did not run.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.GatewayTooBusyException")]
public sealed class GatewayTooBusyException : OrleansException
{
    /// <summary>An error without details.</summary>
    public GatewayTooBusyException()
        : base("Gateway too busy")
    {
    }

    /// <summary>An error.</summary>
    public GatewayTooBusyException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public GatewayTooBusyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
