using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Activations;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>Accepts connections on the silo port and on the gateway port.</summary>
internal sealed class SiloListener(
    Silo silo,
    Handshake handshake,
    IOptions<EndpointOptions> endpoints,
    IOptions<SiloMessagingOptions> messaging,
    ILoggerFactory logs) : IAsyncDisposable
{
    private readonly ILogger _log = logs.CreateLogger("Orleans.Connections");
    private readonly List<IConnectionListener> _listeners = [];
    private readonly List<Task> _loops = [];

    /// <summary>Where silos reach this one.</summary>
    public IPEndPoint SiloEndpoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Where clients reach this one.</summary>
    public IPEndPoint GatewayEndpoint { get; private set; } = new(IPAddress.None, 0);

    public async Task BindAsync(CancellationToken cancellationToken)
    {
        var options = endpoints.Value;
        SiloEndpoint = await BindAsync("silos", options.SiloListeningEndpoint, options.SiloPort, cancellationToken);
        GatewayEndpoint = await BindAsync("clients", options.GatewayListeningEndpoint, options.GatewayPort, cancellationToken);
    }

    /// <summary>Begins to accept; the silo's address must be known.</summary>
    public void Start()
    {
        foreach (var listener in _listeners)
            _loops.Add(AcceptAsync(listener));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.UnbindAsync();
            await listener.DisposeAsync();
        }

        await Task.WhenAll(_loops);
        _listeners.Clear();
    }

    private async Task<IPEndPoint> BindAsync(string who, IPEndPoint? listening, int port, CancellationToken cancellationToken)
    {
        var address = endpoints.Value.AdvertisedIPAddress;
        var factory = new SocketTransportFactory(Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false }), logs);
        var wanted = listening ?? new IPEndPoint(address, port);
        IConnectionListener listener;
        try
        {
            listener = await factory.BindAsync(wanted, cancellationToken);
        }
        catch (AddressInUseException error)
        {
            throw new OrleansConfigurationException($"The port for {who}, {wanted}, is in use: set Orleans:Endpoints to free ports, or to 0 for any free port.", error);
        }

        _listeners.Add(listener);
        ConnectionLog.Listening(_log, who, $"{listener.EndPoint}");
        return new IPEndPoint(address, port != 0 ? port : ((IPEndPoint)listener.EndPoint).Port);
    }

    private async Task AcceptAsync(IConnectionListener listener)
    {
        try
        {
            while (await listener.AcceptAsync() is { } transport)
                _ = ServeAsync(transport);
        }
        catch (Exception error) when (error is ObjectDisposedException or OperationCanceledException)
        {
            // The listener was closed.
        }
    }

    private async Task ServeAsync(ConnectionContext transport)
    {
        InboundConnection connection;
        try
        {
            var (hello, reason) = await handshake.AnswerAsync(transport, silo.Address, silo.ViewVersion);
            if (hello is null)
            {
                ConnectionLog.TurnedAway(_log, $"{transport.RemoteEndPoint}", reason);
                await transport.DisposeAsync();
                return;
            }

            var isClient = hello.Silo.Length == 0;
            connection = new InboundConnection(
                transport, isClient ? $"client {transport.RemoteEndPoint}" : hello.Silo, isClient, messaging.Value.MaxMessageBodySize, silo, _log);
        }
        catch (Exception error)
        {
            ConnectionLog.Malformed(_log, $"{transport.RemoteEndPoint}", error);
            transport.Abort(new ConnectionAbortedException("The handshake failed."));
            await transport.DisposeAsync();
            return;
        }

        silo.Connections.Add(connection);
        await connection.RunAsync();
    }
}
