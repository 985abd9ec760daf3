using Platform.Api.Streaming;

namespace Platform.Api.Hosting;

/// <summary>
/// Tells clients that keep their connections to open a new one for the next request, as soon as the process was asked to stop:
/// every HTTP/1.1 answer that begins from then on says <c>Connection: close</c>. Not a stream of events: under that header
/// Node takes a stream that is cut for one that has ended. Newer versions of HTTP have a goodbye of their own, which the server
/// says when it stops.
/// </summary>
internal sealed class DrainNotice
{
    private readonly RequestDelegate _next;
    private readonly Drain _drain;
    private readonly Func<object, Task> _answering;

    public DrainNotice(RequestDelegate next, Drain drain)
    {
        _next = next;
        _drain = drain;
        _answering = Tell;
    }

    public Task InvokeAsync(HttpContext context)
    {
        // Not known before the answer begins: a turn may take its time.
        context.Response.OnStarting(_answering, context);
        return _next(context);
    }

    private Task Tell(object state)
    {
        var context = (HttpContext)state;
        if (_drain.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol) && context.Response.ContentType != SseWriter.ContentType)
            context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
