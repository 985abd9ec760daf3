namespace Orleans.Runtime;

/// <summary>The cluster client is stopped, or not started yet.</summary>
[GenerateSerializer, Alias("Orleans.Runtime.ClientNotAvailableException")]
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(string message)
        : base(message)
    {
    }
}
