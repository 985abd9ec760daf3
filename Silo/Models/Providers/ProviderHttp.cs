namespace Platform.Silo.Models.Providers;

/// <summary>The HTTP side of a provider: one connection pool each, and a client for each key.</summary>
internal static class ProviderHttp
{
    /// <summary>The connections to a provider. They carry no credentials: every request brings its own.</summary>
    public static SocketsHttpHandler CreateConnections() => new()
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

    /// <summary>A client without time limits of its own: how long to wait is decided per answer. It leaves the connections open.</summary>
    public static HttpClient CreateClient(SocketsHttpHandler connections, ProviderCredential credential, TimeProvider time) =>
        new(new RefusalHandler(credential, time) { InnerHandler = connections }, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// Opens a connection to an address and leaves it open. Any answer will do, and so no key is sent; that there is none is no
    /// error here: the first question will tell.
    /// </summary>
    public static async Task Open(SocketsHttpHandler connections, Uri address, CancellationToken cancellationToken)
    {
        using var invoker = new HttpMessageInvoker(connections, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        try
        {
            using var answer = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            // It does not answer at the moment.
        }
    }
}
