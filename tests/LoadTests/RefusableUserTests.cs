using Platform.LoadTests.Load;
using Platform.LoadTests.Users;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class RefusableUserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("429 Too Many Requests\r\nRetry-After: 1\r\ncontent-length: 2\r\n\r\n{}", TurnOutcome.Refused)]
    [InlineData("503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 2\r\n\r\n{}", TurnOutcome.Refused)]
    [InlineData("200 OK\r\ncontent-length: 14\r\n\r\n\"echo: load 0\"", TurnOutcome.Served)]
    public async Task Only_what_was_served_is_acknowledged(string answer, object outcome)
    {
        var (user, sessions, server) = await Open(answer);
        await using (server)
        using (user)
        {
            Assert.Equal(outcome, await user.Turn(Cancellation));
            Assert.Equal(outcome is TurnOutcome.Served ? 1 : 0, sessions.Acknowledged);
        }
    }

    [Theory]
    [InlineData("503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}")]
    [InlineData("500 Internal Server Error\r\nRetry-After: 1\r\ncontent-length: 2\r\n\r\n{}")]
    [InlineData("200 OK\r\ncontent-length: 14\r\n\r\n\"echo: load 7\"")]
    public async Task Any_other_answer_fails_the_run(string answer)
    {
        var (user, sessions, server) = await Open(answer);
        await using (server)
        using (user)
        {
            await Assert.ThrowsAsync<LoadFailedException>(async () => await user.Turn(Cancellation));
            Assert.Equal(0, sessions.Acknowledged);
        }
    }

    private static async Task<(ITurnUser User, TurnSessions Sessions, ScriptedServer Server)> Open(string answer)
    {
        var server = new ScriptedServer($"HTTP/1.1 {answer}", pieces: 2);
        var sessions = new TurnSessions(LoadContext.Of(server.Address), ["one"], static session => $"load {session}");
        return (await RefusableUser.Open(server.Address, sessions, 0, Cancellation), sessions, server);
    }
}
