using System.Text;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Tenants;

/// <summary>One connection of a tenant that sends turns of a session of its own, and counts what it gets.</summary>
internal sealed class TenantWorker : IWorker
{
    private readonly HttpWire _wire;
    private readonly byte[] _request;
    private readonly byte[] _expected;
    private readonly bool _mayBeRefused;

    private TenantWorker(HttpWire wire, byte[] request, byte[] expected, bool mayBeRefused)
    {
        _wire = wire;
        _request = request;
        _expected = expected;
        _mayBeRefused = mayBeRefused;
    }

    /// <summary>Turns that were answered.</summary>
    public long Served { get; private set; }

    /// <summary>Turns that were refused with 429.</summary>
    public long Limited { get; private set; }

    /// <summary>Turns that were refused with 503.</summary>
    public long Overloaded { get; private set; }

    /// <summary>Connects, and creates the session.</summary>
    /// <param name="server">The platform.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="worker">Tells the workers apart.</param>
    /// <param name="mayBeRefused">Whether a refusal is an answer, or the run has failed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TenantWorker> Open(Uri server, LoadTenant tenant, int worker, bool mayBeRefused, CancellationToken cancellationToken)
    {
        var path = $"/v1/sessions/worker-{worker}/messages";
        using (var http = tenant.Client(server))
            await LoadTenant.Expect(http.PostAsync("/v1/sessions", Json($$"""{"id":"worker-{{worker}}","agentId":"{{LoadTenant.Agent}}"}"""), cancellationToken), cancellationToken);
        return new TenantWorker(
            await HttpWire.Connect(server, cancellationToken),
            HttpWire.Post(server, path, tenant.Key, $$"""{"content":"load {{worker}}"}"""),
            Encoding.UTF8.GetBytes($"\"echo: load {worker}\""),
            mayBeRefused);
    }

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        var (status, body) = await _wire.Exchange(_request, cancellationToken);
        if (status == 200 && body.Span.IndexOf(_expected) >= 0)
            Served++;
        else if (status == 429 && _mayBeRefused)
            Limited++;
        else if (status == 503 && _mayBeRefused)
            Overloaded++;
        else
            throw new LoadFailedException($"A turn answered {status}: {Encoding.UTF8.GetString(body.Span)}");
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
