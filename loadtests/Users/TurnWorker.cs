using System.Text;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Users;

/// <summary>One connection that sends turns to its sessions in turn, and has to get the right answer each time.</summary>
internal sealed class TurnWorker : IWorker, ITurnUser
{
    private readonly HttpWire _wire;
    private readonly TurnSessions _sessions;
    private readonly (int Session, byte[] Request, byte[] Expected)[] _own;
    private int _next;

    private TurnWorker(HttpWire wire, TurnSessions sessions, (int Session, byte[] Request, byte[] Expected)[] own) =>
        (_wire, _sessions, _own) = (wire, sessions, own);

    /// <summary>How many sessions it sends to.</summary>
    public int Sessions => _own.Length;

    /// <summary>Connects.</summary>
    /// <param name="server">The API.</param>
    /// <param name="sessions">All sessions.</param>
    /// <param name="worker">The worker's number: every session belongs to one worker, so that no turn waits for another.</param>
    /// <param name="workers">How many workers there are; at most as many as sessions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<TurnWorker> Open(Uri server, TurnSessions sessions, int worker, int workers, CancellationToken cancellationToken) =>
        Open(server, sessions, Enumerable.Range(0, sessions.Count).Where(session => session % workers == worker), cancellationToken);

    /// <summary>Connects.</summary>
    /// <param name="server">The API.</param>
    /// <param name="sessions">All sessions.</param>
    /// <param name="own">The numbers of those that it sends to, and nobody else at the same time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TurnWorker> Open(Uri server, TurnSessions sessions, IEnumerable<int> own, CancellationToken cancellationToken) => new(
        await HttpWire.Connect(server, cancellationToken),
        sessions,
        [.. own.Select(session => (session, sessions.Request(session), sessions.Expected(session)))]);

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken) => await Turn(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<TurnOutcome> Turn(CancellationToken cancellationToken)
    {
        var (session, request, expected) = _own[_next++ % _own.Length];
        var (status, body) = await _wire.Exchange(request, cancellationToken);
        if (status != 200 || body.Span.IndexOf(expected) < 0)
            throw new LoadFailedException($"A turn answered {status}: {Encoding.UTF8.GetString(body.Span)}");
        _sessions.Acknowledge(session);
        return TurnOutcome.Served;
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();
}
