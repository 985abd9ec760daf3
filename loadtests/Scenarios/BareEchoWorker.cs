using System.Text;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Scenarios;

/// <summary>Sends a 60-byte body to the bare echo and expects it back.</summary>
internal sealed class BareEchoWorker : IWorker
{
    private readonly HttpWire _wire;
    private readonly byte[] _request;
    private readonly byte[] _expected;

    private BareEchoWorker(HttpWire wire, byte[] request, byte[] expected)
    {
        _wire = wire;
        _request = request;
        _expected = expected;
    }

    /// <summary>Connects.</summary>
    public static async Task<IWorker> Open(Uri server, int worker, CancellationToken cancellationToken)
    {
        var json = $$"""{"content":"{{worker.ToString().PadLeft(46, '.')}}"}""";
        return new BareEchoWorker(
            await HttpWire.Connect(server, cancellationToken),
            HttpWire.Post(server, "/", key: null, json),
            Encoding.UTF8.GetBytes(json));
    }

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        var (status, body) = await _wire.Exchange(_request, cancellationToken);
        if (status != 200 || !body.Span.SequenceEqual(_expected))
            throw new LoadFailedException($"The bare echo answered {status} and {body.Length} bytes.");
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();
}
