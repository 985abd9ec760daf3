using System.Text;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Users;

/// <summary>One connection that streams turns of a session of its own, and notes when each token came.</summary>
internal sealed class StreamingUser : ITurnUser
{
    private const int ShownBytes = 400;

    private readonly HttpWire _wire;
    private readonly TurnSessions _sessions;
    private readonly int _session;
    private readonly PacedAnswer _answer;
    private readonly TimeProvider _time;
    private readonly byte[] _request;
    private readonly byte[] _expected;

    private StreamingUser(HttpWire wire, TurnSessions sessions, int session, PacedAnswer answer, TimeProvider time)
    {
        (_wire, _sessions, _session, _answer, _time) = (wire, sessions, session, answer, time);
        (_request, _expected) = (sessions.Request(session, stream: true), sessions.Expected(session));
    }

    /// <summary>Every token: the timestamp at which it came, and how much later than the model's pace wants it.</summary>
    public List<(long At, TimeSpan Delay)> Tokens { get; } = [];

    /// <summary>Connects.</summary>
    public static async Task<StreamingUser> Open(
        Uri server, TurnSessions sessions, int session, PacedAnswer answer, TimeProvider time, CancellationToken cancellationToken) =>
        new(await HttpWire.Connect(server, cancellationToken), sessions, session, answer, time);

    /// <inheritdoc/>
    public async ValueTask<TurnOutcome> Turn(CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        var (status, _) = await _wire.Begin(_request, cancellationToken);
        if (status != 200)
            throw new LoadFailedException($"A streamed turn answered {status}: {Encoding.UTF8.GetString((await _wire.Rest(cancellationToken)).Span)}");
        var length = 0;
        var isComplete = false;
        while (await _wire.NextEvent(cancellationToken) is { IsEmpty: false } step)
        {
            if (step.Span.StartsWith("event: message.delta\n"u8) && !isComplete)
                length = Take(step.Span, length, asked);
            else if (step.Span.StartsWith("event: turn.completed\n"u8) && !isComplete)
                isComplete = step.Span.IndexOf(_expected) >= 0 ? true : throw Wrong(step.Span);
            else if (!step.Span.StartsWith("event: turn.started\n"u8) && step.Span[0] != ':')
                throw Wrong(step.Span);
        }

        if (!isComplete || length != _answer.Text.Length)
            throw new LoadFailedException($"A stream ended after {length} of {_answer.Text.Length} characters, {(isComplete ? "as if it were complete" : "without its last event")}.");
        _sessions.Acknowledge(_session);
        return TurnOutcome.Served;
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();

    /// <summary>Takes a piece, which has to go on where the text has come to; answers where it comes to.</summary>
    private int Take(ReadOnlySpan<byte> step, int length, long asked)
    {
        var delta = "\"delta\":\""u8;
        if (step.IndexOf(delta) is not (>= 0 and var at))
            throw Wrong(step);
        var piece = step[(at + delta.Length)..];
        piece = piece[..piece.IndexOf((byte)'"')];
        if (piece.IsEmpty || !_answer.Text.AsSpan(length).StartsWith(piece))
            throw Wrong(step);
        var now = _time.GetTimestamp();
        var took = _time.GetElapsedTime(asked, now);
        for (var token = PacedAnswer.TokensIn(length); token < PacedAnswer.TokensIn(length + piece.Length); token++)
            Tokens.Add((now, took - _answer.Due(token)));
        return length + piece.Length;
    }

    private static LoadFailedException Wrong(ReadOnlySpan<byte> step) =>
        new($"A stream said what it should not: {Encoding.UTF8.GetString(step.Length > ShownBytes ? step[..ShownBytes] : step)}");
}
