namespace Orleans.Connections;

/// <summary>Counts the messages between this process and others.</summary>
internal sealed class ConnectionCounters
{
    private long _sent;
    private long _received;
    private int _clients;

    public long Sent => Interlocked.Read(ref _sent);

    public long Received => Interlocked.Read(ref _received);

    /// <summary>The connected clients.</summary>
    public int Clients => Volatile.Read(ref _clients);

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountReceived() => Interlocked.Increment(ref _received);

    public void ClientConnected() => Interlocked.Increment(ref _clients);

    public void ClientGone() => Interlocked.Decrement(ref _clients);
}
