namespace Orleans.Connections;

/// <summary>A silo answered, and does not want the connection.</summary>
internal sealed class ConnectionRefusedException(string message, bool isOtherGeneration) : Exception(message)
{
    /// <summary>Whether the wanted silo is gone and another took its port.</summary>
    public bool IsOtherGeneration { get; } = isOtherGeneration;
}
