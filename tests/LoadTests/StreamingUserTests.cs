using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class StreamingUserTests
{
    private const string Started = "event: turn.started\nid: 1\ndata: {\"seq\":1,\"model\":\"builtin/echo\"}\n\n";
    private const string Completed = "event: turn.completed\nid: 9\ndata: {\"turn\":{\"message\":{\"content\":\"echo: 000 001 002\"}}}\n\n";

    private static readonly PacedAnswer Answer = new(5, TimeSpan.FromMilliseconds(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("echo", ":", " 000", " 001", " 002")]
    [InlineData("echo: 000", " 001 002")]
    [InlineData("ec", "ho: 00", "0 001 002")]
    public async Task Counts_every_token_however_they_are_joined(params string[] pieces)
    {
        var sessions = Sessions(new Uri("http://nowhere"));
        await using var server = new ScriptedServer(Http(Started + ": ping\n\n" + string.Concat(pieces.Select(Delta)) + Completed), pieces: 4);
        using var user = await StreamingUser.Open(server.Address, sessions, 0, Answer, TimeProvider.System, Cancellation);
        Assert.Equal(TurnOutcome.Served, await user.Turn(Cancellation));
        Assert.Equal(TurnOutcome.Served, await user.Turn(Cancellation));
        Assert.Equal(10, user.Tokens.Count);
        Assert.Equal(2, sessions.Acknowledged);
    }

    [Theory]
    [InlineData("lost", true, "echo", ":", " 000", " 002")]
    [InlineData("doubled", true, "echo", ":", " 000", " 000", " 001", " 002")]
    [InlineData("out of order", true, "echo", ":", " 001", " 000", " 002")]
    [InlineData("cut off", true, "echo", ":", " 000", " 001")]
    [InlineData("too long", true, "echo: 000 001 002", " 003")]
    [InlineData("without its last event", false, "echo: 000 001 002")]
    public async Task A_stream_with_pieces_other_than_the_answer_fails_the_run(string what, bool isCompleted, params string[] pieces)
    {
        var sessions = Sessions(new Uri("http://nowhere"));
        await using var server = new ScriptedServer(Http(Started + string.Concat(pieces.Select(Delta)) + (isCompleted ? Completed : "")), pieces: 1);
        using var user = await StreamingUser.Open(server.Address, sessions, 0, Answer, TimeProvider.System, Cancellation);
        await Assert.ThrowsAsync<LoadFailedException>(async () => await user.Turn(Cancellation));
        Assert.True(sessions.Acknowledged == 0, what);
    }

    [Theory]
    [InlineData("event: turn.failed\nid: 3\ndata: {\"error\":{\"code\":\"interrupted\"}}\n\n")]
    [InlineData("event: turn.completed\nid: 9\ndata: {\"turn\":{\"message\":{\"content\":\"echo: 000 001\"}}}\n\n")]
    public async Task A_stream_that_ends_otherwise_fails_the_run(string last)
    {
        await using var server = new ScriptedServer(Http(Started + Delta("echo: 000 001 002") + last), pieces: 1);
        using var user = await StreamingUser.Open(server.Address, Sessions(server.Address), 0, Answer, TimeProvider.System, Cancellation);
        await Assert.ThrowsAsync<LoadFailedException>(async () => await user.Turn(Cancellation));
    }

    private static TurnSessions Sessions(Uri server) => new(LoadContext.Of(server), ["one"], _ => Answer.Question);

    private static string Delta(string piece) => $"event: message.delta\nid: 2\ndata: {{\"seq\":2,\"turnId\":\"t\",\"delta\":\"{piece}\"}}\n\n";

    private static string Http(string body) => $"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
}
