using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Platform.LoadTests.Cluster;

namespace Platform.LoadTests.Scenarios;

/// <summary>
/// The yardstick: a Kestrel in a process of its own that answers a POST with its body, and nothing else.
/// </summary>
internal sealed class BareEcho : IAsyncDisposable
{
    /// <summary>The hidden command that makes this program the server.</summary>
    public const string Command = "bare-echo";

    private readonly Process _process;

    private BareEcho(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it as a child process.</summary>
    public static async Task<BareEcho> Start(CancellationToken cancellationToken)
    {
        var start = DetachedProcess.Of("dotnet", typeof(BareEcho).Assembly.Location, Command);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The echo server did not start.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return line is not null && Uri.TryCreate(line, UriKind.Absolute, out var address)
            ? new BareEcho(process, address)
            : throw new InvalidOperationException($"The echo server did not say where it listens: '{line}'.");
    }

    /// <summary>Is the server, until its standard input ends.</summary>
    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/", static async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = context.Request.ContentLength;
            await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
