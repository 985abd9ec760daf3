using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Scenarios;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Turns;

/// <summary>
/// Calls sessions that are not in memory: every one once cold and, right after, once warm, so that both meet the same moments of the
/// machine. Half of them are read, the other half get a turn.
/// </summary>
internal sealed class ColdCalls : IWorker
{
    private readonly HttpWire _wire;
    private readonly ScenarioContext _context;
    private readonly TurnSessions _sessions;
    private readonly int[] _own;
    private int _next;

    private ColdCalls(HttpWire wire, ScenarioContext context, TurnSessions sessions, int[] own)
    {
        _wire = wire;
        _context = context;
        _sessions = sessions;
        _own = own;
    }

    /// <summary>The first read of a session.</summary>
    public LatencyHistogram ColdRead { get; } = new();

    /// <summary>The second one.</summary>
    public LatencyHistogram WarmRead { get; } = new();

    /// <summary>The first turn of a session.</summary>
    public LatencyHistogram ColdTurn { get; } = new();

    /// <summary>The second one.</summary>
    public LatencyHistogram WarmTurn { get; } = new();

    /// <summary>Whether every session had its calls.</summary>
    public bool IsDone => _next >= _own.Length;

    /// <summary>Connects.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="sessions">The sessions.</param>
    /// <param name="own">The numbers of those that this worker calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ColdCalls> Open(ScenarioContext context, TurnSessions sessions, int[] own, CancellationToken cancellationToken) =>
        new(await HttpWire.Connect(context.Direct, cancellationToken), context, sessions, own);

    /// <inheritdoc/>
    public async ValueTask Next(CancellationToken cancellationToken)
    {
        if (IsDone)
            return;
        var session = _own[_next++];
        var isRead = session % 2 == 0;
        await Call(session, isRead, isRead ? ColdRead : ColdTurn, cancellationToken);
        await Call(session, isRead, isRead ? WarmRead : WarmTurn, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();

    private async ValueTask Call(int session, bool isRead, LatencyHistogram into, CancellationToken cancellationToken)
    {
        var path = $"/v1/sessions/{_sessions.Ids[session]}";
        var request = isRead ? Get(path) : _sessions.Request(session);
        // What tells that the answer came from the stored session: its length, or the next place in it.
        var expected = Encoding.UTF8.GetBytes(isRead
            ? $"\"lastSeq\":{_sessions.AcknowledgedOf(session) * 2},"
            : $"\"seq\":{(_sessions.AcknowledgedOf(session) + 1) * 2},");
        var sent = _context.Time.GetTimestamp();
        var (status, body) = await _wire.Exchange(request, cancellationToken);
        into.Record(_context.Time.GetElapsedTime(sent));
        if (status != 200 || body.Span.IndexOf(expected) < 0)
            throw new LoadFailedException($"{path} answered {status} without {Encoding.UTF8.GetString(expected)} {Encoding.UTF8.GetString(body.Span)}");
        if (!isRead)
            _sessions.Acknowledge(session);
    }

    private byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_context.Direct.Authority}\r\nAuthorization: Bearer {_context.Key}\r\n\r\n");
}
