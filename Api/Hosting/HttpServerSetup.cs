using Platform.ServiceDefaults.Cluster;

namespace Platform.Api.Hosting;

/// <summary>How the process listens.</summary>
internal static class HttpServerSetup
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>
    /// More than a route accepts, so that a caller who sends too much gets to read why, instead of a connection that is reset
    /// under him while he still sends; what goes beyond this too is cut off.
    /// </summary>
    private const long MaxDiscardedBody = 16 * 1024 * 1024;

    private const int MaxConnections = 20_000;

    /// <summary>How long a WebSocket connection may be silent before it is tried, and how long the answer may take: 30 seconds.</summary>
    private static readonly TimeSpan SocketSilence = TimeSpan.FromSeconds(30);

    /// <summary>Sets address and limits. <c>ASPNETCORE_URLS</c> or <c>--urls</c> chooses another address than http://localhost:5080.</summary>
    public static void AddHttpServer(this WebApplicationBuilder builder)
    {
        builder.AddDefaultUrl(DefaultUrl);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(static server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = MaxDiscardedBody;
            server.Limits.MaxConcurrentConnections = MaxConnections;
        });
    }

    /// <summary>Lets routes accept WebSocket connections; one whose client has vanished is ended.</summary>
    public static void UseSockets(this WebApplication app) =>
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = SocketSilence, KeepAliveTimeout = SocketSilence });
}
