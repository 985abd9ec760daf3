using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Platform.Tests.TestKit.Providers;

/// <summary>One request as a fake provider sees it, and what it can do to it.</summary>
internal sealed class ProviderExchange
{
    private readonly HttpContext _context;
    private readonly Dictionary<string, string> _headers;
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProviderExchange(HttpContext context, JsonNode? body)
    {
        _context = context;
        // Kept apart: a test looks at them after the request is over.
        _headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Path = context.Request.Path;
        Body = body;
        context.RequestAborted.Register(() => _aborted.TrySetResult());
    }

    public string Path { get; }

    public JsonNode? Body { get; }

    /// <summary>Completes when the client goes away.</summary>
    public Task Aborted => _aborted.Task;

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>Answers with an error.</summary>
    public async Task Refuse(int status, string body = """{"error":{"message":"refused by script"}}""", params (string Name, string Value)[] headers)
    {
        _context.Response.StatusCode = status;
        _context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers)
            _context.Response.Headers[name] = value;
        await _context.Response.WriteAsync(body);
    }

    /// <summary>Sends the headers of an event stream.</summary>
    public async Task Begin()
    {
        _context.Response.ContentType = "text/event-stream";
        await _context.Response.StartAsync();
    }

    /// <summary>Sends text as it is.</summary>
    public async Task Write(string text)
    {
        if (!_context.Response.HasStarted)
            await Begin();
        await _context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
        await _context.Response.Body.FlushAsync();
    }

    /// <summary>Stays silent until the client goes away.</summary>
    public Task Hang() => Aborted;

    /// <summary>Breaks the connection.</summary>
    public void Cut() => _context.Abort();
}
