using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Proxy;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private const int Patience = 20_000;

    private readonly List<IDisposable> _open = [];
    private readonly TcpProxy _proxy = TcpProxy.Bind(null, TimeProvider.System);
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task Connections_go_to_the_replicas_in_turn()
    {
        var (first, second) = (Listen(), Listen());
        Start(TargetOf(first), TargetOf(second));
        for (var i = 0; i < 4; i++)
            await ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            (await first.AcceptAsync(Cancelled)).Dispose();
            (await second.AcceptAsync(Cancelled)).Dispose();
        }
    }

    [Fact(Timeout = Patience)]
    public async Task A_replica_that_refuses_is_skipped()
    {
        var alive = Listen();
        var dead = Listen();
        var deadTarget = TargetOf(dead);
        dead.Dispose();
        Start(deadTarget, TargetOf(alive), deadTarget);
        for (var i = 0; i < 6; i++)
        {
            await ConnectAsync();
            (await alive.AcceptAsync(Cancelled)).Dispose();
        }
    }

    [Fact(Timeout = Patience)]
    public async Task An_unhealthy_replica_gets_connections_only_when_no_other_is_left()
    {
        var (healthy, sick) = (Listen(), Listen());
        var healthyTarget = TargetOf(healthy);
        Start(new FakeTarget { Address = AddressOf(sick), IsHealthy = false }, healthyTarget);
        for (var i = 0; i < 4; i++)
        {
            await ConnectAsync();
            (await healthy.AcceptAsync(Cancelled)).Dispose();
        }

        healthyTarget.IsHealthy = false;
        healthyTarget.Address = null;
        await ConnectAsync();
        (await sick.AcceptAsync(Cancelled)).Dispose();
    }

    [Fact(Timeout = Patience)]
    public async Task A_client_that_has_sent_all_still_gets_its_answer()
    {
        var replica = Listen();
        Start(TargetOf(replica));
        var client = await ConnectAsync();
        await client.SendAsync("question"u8.ToArray(), Cancelled);
        client.Shutdown(SocketShutdown.Send);

        using var connection = await replica.AcceptAsync(Cancelled);
        Assert.Equal("question", await ReadToEndAsync(connection));
        await connection.SendAsync("answer"u8.ToArray(), Cancelled);
        connection.Shutdown(SocketShutdown.Send);
        Assert.Equal("answer", await ReadToEndAsync(client));
    }

    [Fact(Timeout = Patience)]
    public async Task A_large_transfer_both_ways_at_once_arrives_byte_by_byte()
    {
        const int size = 32 * 1024 * 1024;
        var replica = Listen();
        Start(TargetOf(replica));
        var client = await ConnectAsync();
        using var connection = await replica.AcceptAsync(Cancelled);
        var (up, down) = (RandomNumberGenerator.GetBytes(size), RandomNumberGenerator.GetBytes(size));

        var sending = Task.WhenAll(SendAllAsync(client, up), SendAllAsync(connection, down));
        var hashes = await Task.WhenAll(HashToEndAsync(connection), HashToEndAsync(client));
        await sending;

        Assert.Equal(SHA256.HashData(up), hashes[0]);
        Assert.Equal(SHA256.HashData(down), hashes[1]);
    }

    [Fact(Timeout = Patience)]
    public async Task A_replica_that_dies_breaks_the_connection_of_its_client()
    {
        var replica = Listen();
        Start(TargetOf(replica));
        var client = await ConnectAsync();
        var connection = await replica.AcceptAsync(Cancelled);
        await ExchangeByteAsync(client, connection);
        connection.Close(0);
        await Assert.ThrowsAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1], Cancelled));
    }

    [Fact(Timeout = Patience)]
    public async Task A_client_that_breaks_off_is_noticed_by_the_replica_while_it_sends_nothing()
    {
        var replica = Listen();
        Start(TargetOf(replica));
        var client = await ConnectAsync();
        using var connection = await replica.AcceptAsync(Cancelled);
        await ExchangeByteAsync(client, connection);
        client.Close(0);
        await Assert.ThrowsAsync<SocketException>(async () => await connection.ReceiveAsync(new byte[1], Cancelled));
    }

    [Fact(Timeout = Patience)]
    public async Task A_connection_waits_for_a_replica_that_is_being_restarted()
    {
        var clock = new ManualTimeProvider();
        var target = new FakeTarget();
        var connecting = new TargetPool([target], clock).ConnectAsync(Cancelled);
        await clock.TimerArmed(_ => true);
        var replica = Listen();
        target.Address = AddressOf(replica);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        using var socket = await connecting;
        Assert.NotNull(socket);
    }

    [Fact(Timeout = Patience)]
    public async Task A_connection_that_no_replica_takes_is_given_up_after_the_patience()
    {
        var clock = new ManualTimeProvider();
        var connecting = new TargetPool([new FakeTarget()], clock).ConnectAsync(Cancelled).AsTask();
        for (var waited = TimeSpan.Zero; waited < TargetPool.Patience; waited += TimeSpan.FromMilliseconds(100))
        {
            Assert.False(connecting.IsCompleted);
            await clock.TimerArmed(_ => true);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Null(await connecting);
    }

    [Fact(Timeout = Patience)]
    public async Task A_proxy_that_was_closed_takes_no_new_clients_and_keeps_those_it_has()
    {
        var replica = Listen();
        Start(TargetOf(replica));
        var client = await ConnectAsync();
        using var connection = await replica.AcceptAsync(Cancelled);
        await ExchangeByteAsync(client, connection);

        await _proxy.CloseAsync();
        await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        await ExchangeByteAsync(client, connection);
        await ExchangeByteAsync(connection, client);
    }

    [Fact]
    public void A_taken_port_is_refused()
    {
        var error = Assert.Throws<SocketException>(() => TcpProxy.Bind(_proxy.Port, TimeProvider.System));
        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _open.ForEach(open => open.Dispose());
    }

    private static IPEndPoint AddressOf(Socket listener) => (IPEndPoint)listener.LocalEndPoint!;

    private static FakeTarget TargetOf(Socket listener) => new() { Address = AddressOf(listener) };

    // A replica that breaks off before anything was exchanged is one that refused.
    private static async Task ExchangeByteAsync(Socket from, Socket to)
    {
        await from.SendAsync(new byte[1], Cancelled);
        Assert.Equal(1, await to.ReceiveAsync(new byte[1], Cancelled));
    }

    private static async Task SendAllAsync(Socket socket, byte[] data)
    {
        for (var sent = 0; sent < data.Length;)
            sent += await socket.SendAsync(data.AsMemory(sent), Cancelled);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task<byte[]> HashToEndAsync(Socket socket) => SHA256.HashData(await ReceiveToEndAsync(socket));

    private static async Task<string> ReadToEndAsync(Socket socket) => Encoding.UTF8.GetString(await ReceiveToEndAsync(socket));

    private static async Task<byte[]> ReceiveToEndAsync(Socket socket)
    {
        var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, Cancelled) is > 0 and var count)
            received.Write(buffer, 0, count);
        return received.ToArray();
    }

    private void Start(params FakeTarget[] targets) => _proxy.Start(new TargetPool(targets, TimeProvider.System));

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _open.Add(listener);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(16);
        return listener;
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _open.Add(client);
        await client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _proxy.Port), Cancelled);
        return client;
    }
}
