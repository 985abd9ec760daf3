using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Turns;

/// <summary>One connection that sends turns to its sessions in turn, and checks the answers of <c>builtin/echo</c>.</summary>
internal sealed class TurnSender : IWorker
{
    private readonly HttpWire _wire;
    private readonly SessionPool _pool;
    private readonly (int Session, byte[] Request, byte[] Expected)[] _own;
    private int _next;

    private TurnSender(HttpWire wire, SessionPool pool, (int Session, byte[] Request, byte[] Expected)[] own)
    {
        _wire = wire;
        _pool = pool;
        _own = own;
    }

    /// <summary>How many sessions it sends to.</summary>
    public int Sessions => _own.Length;

    /// <summary>Connects.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="pool">Whose sessions they are.</param>
    /// <param name="own">The sessions' numbers.</param>
    /// <param name="text">What a session is told: nothing that JSON writes in another way.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TurnSender> Open(
        ScenarioContext context, SessionPool pool, int[] own, Func<int, string> text, CancellationToken cancellationToken) => new(
        await HttpWire.Connect(context.Direct, cancellationToken),
        pool,
        [
            .. own.Select(session => (
                session,
                HttpWire.Post(context.Direct, $"/v1/sessions/{pool.Ids[session]}/messages", context.Key, $$"""{"content":"{{text(session)}}"}"""),
                Encoding.UTF8.GetBytes($"\"echo: {text(session)}\""))),
        ]);

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        var (session, request, expected) = _own[_next++ % _own.Length];
        var (status, body) = await _wire.Exchange(request, cancellationToken);
        if (status != 200 || body.Span.IndexOf(expected) < 0)
            throw new LoadFailedException($"A turn answered {status}: {Encoding.UTF8.GetString(body.Span)}");
        _pool.Acknowledged[session]++;
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();
}
