using System.Text;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Users;

/// <summary>One connection with a session of its own whose turns may be refused, if that is done as the platform promises.</summary>
internal sealed class RefusableUser : ITurnUser
{
    private readonly HttpWire _wire;
    private readonly TurnSessions _sessions;
    private readonly int _session;
    private readonly byte[] _request;
    private readonly byte[] _expected;

    private RefusableUser(HttpWire wire, TurnSessions sessions, int session) =>
        (_wire, _sessions, _session, _request, _expected) = (wire, sessions, session, sessions.Request(session), sessions.Expected(session));

    /// <summary>Connects.</summary>
    public static async Task<ITurnUser> Open(Uri server, TurnSessions sessions, int session, CancellationToken cancellationToken) =>
        new RefusableUser(await HttpWire.Connect(server, cancellationToken), sessions, session);

    /// <inheritdoc/>
    public async ValueTask<TurnOutcome> Turn(CancellationToken cancellationToken)
    {
        var (status, retryAfter) = await _wire.Begin(_request, cancellationToken);
        var body = await _wire.Rest(cancellationToken);
        if (status is 429 or 503)
        {
            return retryAfter >= 1
                ? TurnOutcome.Refused
                : throw new LoadFailedException($"A turn was refused with {status} and without Retry-After: {Encoding.UTF8.GetString(body.Span)}");
        }

        if (status != 200 || body.Span.IndexOf(_expected) < 0)
            throw new LoadFailedException($"A turn answered {status}: {Encoding.UTF8.GetString(body.Span)}");
        _sessions.Acknowledge(_session);
        return TurnOutcome.Served;
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();
}
