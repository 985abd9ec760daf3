using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>Listens on a loopback port (IPv4 and, where there is one, IPv6) and spreads connections over replicas.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int Backlog = 4096;
    private static readonly TimeSpan PauseWhenOutOfSockets = TimeSpan.FromMilliseconds(100);

    private readonly List<Socket> _listeners = [];
    private readonly ConcurrentDictionary<Socket, Socket?> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private Task _accepting = Task.CompletedTask;

    private TcpProxy(TimeProvider time) => _time = time;

    public int Port { get; private set; }

    /// <summary>Takes a port. Clients can connect from now on; they are served from <see cref="Start"/> on.</summary>
    /// <param name="port">The port; null for any free one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static TcpProxy Bind(int? port, TimeProvider time)
    {
        var proxy = new TcpProxy(time);
        try
        {
            proxy.Port = proxy.Listen(IPAddress.Loopback, port ?? 0);
            if (Socket.OSSupportsIPv6)
                proxy.TryListenIPv6();
            return proxy;
        }
        catch
        {
            proxy._listeners.ForEach(listener => listener.Dispose());
            throw;
        }
    }

    public void Start(TargetPool targets) =>
        _accepting = Task.WhenAll(_listeners.Select(listener => AcceptAsync(listener, targets, _stopping.Token)));

    /// <summary>Takes no more clients. Those that are connected to a replica stay so.</summary>
    public async ValueTask CloseAsync()
    {
        await _stopping.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        foreach (var (client, replica) in _connections)
        {
            ProxyConnection.Abort(client);
            if (replica is not null)
                ProxyConnection.Abort(replica);
        }
    }

    private int Listen(IPAddress address, int port)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listeners.Add(listener);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(Backlog);
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    private void TryListenIPv6()
    {
        try
        {
            Listen(IPAddress.IPv6Loopback, Port);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // Switched off on this machine: IPv4 is enough.
            _listeners[^1].Dispose();
            _listeners.RemoveAt(_listeners.Count - 1);
        }
    }

    private async Task AcceptAsync(Socket listener, TargetPool targets, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(stopping);
                _ = ServeAsync(client, targets, stopping);
            }
            catch (SocketException) when (!stopping.IsCancellationRequested)
            {
                // The client gave up before it was accepted, or no more sockets can be opened right now.
                await Task.Delay(PauseWhenOutOfSockets, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client, TargetPool targets, CancellationToken stopping)
    {
        _connections[client] = null;
        try
        {
            client.NoDelay = true;
            var replica = await targets.ConnectAsync(stopping);
            if (replica is null)
            {
                ProxyConnection.Abort(client);
                return;
            }

            _connections[client] = replica;
            await ProxyConnection.RunAsync(client, replica);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy stops, or the client went away while a replica was looked for.
            ProxyConnection.Abort(client);
        }
        finally
        {
            _connections.TryRemove(client, out _);
        }
    }
}
