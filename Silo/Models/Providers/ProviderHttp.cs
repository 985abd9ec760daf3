namespace Platform.Silo.Models.Providers;

/// <summary>The HTTP side of a provider: one client and one connection pool each.</summary>
internal static class ProviderHttp
{
    /// <summary>A client without time limits of its own: how long to wait is decided per answer.</summary>
    public static HttpClient CreateClient(string? secret, TimeProvider time)
    {
        var connections = new SocketsHttpHandler
        {
            // A redirect would carry the key and the conversation to a host that nobody configured.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        };
        return new HttpClient(new RefusalHandler(secret, time) { InnerHandler = connections }) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
