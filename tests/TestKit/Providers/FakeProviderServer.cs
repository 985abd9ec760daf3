using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Tests.TestKit.Providers;

/// <summary>A model provider on a free loopback port that answers each request with the next script.</summary>
internal abstract class FakeProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<ProviderExchange, Task>> _scripts = new();
    private readonly Channel<ProviderExchange> _received = Channel.CreateUnbounded<ProviderExchange>();
    private int _requests;

    protected FakeProviderServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(Serve);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Sets what the next requests get, one script each.</summary>
    public void Script(params Func<ProviderExchange, Task>[] scripts)
    {
        foreach (var script in scripts)
            _scripts.Enqueue(script);
    }

    /// <summary>The next request, once it has come.</summary>
    public ValueTask<ProviderExchange> Received(CancellationToken cancellationToken) => _received.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Scripts may hang: stopping doesn't wait for them.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    protected Task StartAsync() => _app.StartAsync();

    private async Task Serve(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var body = context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0
            ? await JsonNode.ParseAsync(context.Request.Body)
            : null;
        var exchange = new ProviderExchange(context, body);
        await _received.Writer.WriteAsync(exchange);
        if (_scripts.TryDequeue(out var script))
            await script(exchange);
        else
            await exchange.Refuse(418, """{"error":{"message":"no script for this request"}}""");
    }
}
