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

    /// <summary>Says goodbye to everybody, and waits until they have closed their connections.</summary>
    public async Task LeaveAsync(TimeSpan longest)
    {
        var all = _connections.Keys.ToList();
        foreach (var connection in all)
            connection.SayGoodbye();
        await Task.WhenAll(all.Select(connection => connection.Closed)).WaitAsync(longest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async Task CloseAllAsync(string reason)
    {
        foreach (var connection in _connections.Keys)
            connection.Abort(reason);
        await Task.WhenAll(_connections.Keys.Select(connection => connection.Closed));
    }
}
