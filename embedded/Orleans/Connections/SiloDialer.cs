using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Orleans.Membership;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>Connects to silos: a silo to their silo ports, a client to their gateway ports.</summary>
internal sealed class SiloDialer(
    Handshake handshake,
    ClusterViewSource views,
    IGrainCallRuntimeSource runtime,
    ConnectionCounters counters,
    int maxFrame,
    Func<SiloAddress?> self,
    TimeProvider time,
    ILoggerFactory logs) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = logs.CreateLogger("Orleans.Connections");
    private readonly SocketConnectionContextFactory _contexts = new(
        // Few connections, most of them busy: a buffer that waits for data costs less than asking first whether there is any.
        new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false },
        logs.CreateLogger("Orleans.Connections.Sockets"));

    public ILogger Log => _log;

    public async Task<OutboundConnection> DialAsync(SiloAddress silo, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var endpoint = EndpointOf(silo);
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, late.Token).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var transport = _contexts.Create(socket);
        try
        {
            var welcome = await handshake.DialAsync(transport, self(), silo, late.Token).ConfigureAwait(false);
            if (welcome.Version > views.Current.Version)
                views.RequestRefresh();
            var connection = new OutboundConnection(transport, silo, maxFrame, views, runtime, _log, counters);
            _ = connection.RunAsync();
            return connection;
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether a failure to connect proves that the silo's process is gone: nobody listens, or another run of it does.</summary>
    public static bool ProvesGone(Exception error) =>
        error is SocketException { SocketErrorCode: SocketError.ConnectionRefused } or ConnectionRefusedException { IsOtherGeneration: true };

    public void Dispose() => _contexts.Dispose();

    private IPEndPoint EndpointOf(SiloAddress silo) =>
        self() is null && views.Current.Find(silo) is { ProxyPort: > 0 } member
            ? new IPEndPoint(silo.Endpoint.Address, member.ProxyPort)
            : silo.Endpoint;
}
