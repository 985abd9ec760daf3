using System.Collections.Concurrent;

namespace Orleans.Connections;

/// <summary>Who is connected to this silo.</summary>
internal sealed class InboundConnections(ConnectionCounters counters)
{
    private readonly ConcurrentDictionary<InboundConnection, bool> _connections = new();

    public void Add(InboundConnection connection)
    {
        _connections[connection] = true;
        if (connection.IsClient)
            counters.ClientConnected();
    }

    public void Remove(InboundConnection connection)
    {
        if (_connections.TryRemove(connection, out _) && connection.IsClient)
            counters.ClientGone();
    }

    /// <summary>Tells everybody that the view has changed.</summary>
    public void Announce(long version)
    {
        foreach (var connection in _connections.Keys)
            connection.Send(new NumberFrame(FrameKind.View, (ulong)version));
    }

    public async Task CloseAllAsync(string reason)
    {
        foreach (var connection in _connections.Keys)
            connection.Abort(reason);
        await Task.WhenAll(_connections.Keys.Select(connection => connection.Closed));
    }
}
