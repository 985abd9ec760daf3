using Platform.Tests.Cluster;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>How a silo leaves when it is asked to, seen by those who talk to its sessions.</summary>
public sealed class SiloDrainTests : SiloDrain
{
    [Fact]
    public async Task Asked_to_stop_it_finishes_its_turns_hands_its_sessions_over_and_leaves_the_table()
    {
        await using var leaving = SiloProcess.Start(Redis.ConnectionString);
        var sessions = await SessionsOnBoth();
        var running = sessions.Select((session, index) => Converse(session, "builtin/echo?tokens=20&tokenMs=100", stream: index % 2 == 0)).ToArray();

        Assert.Equal(0, await leaving.Stop(Cancellation));
        foreach (var last in await Task.WhenAll(running))
        {
            // A stream need not outlive its silo; its reader is told, and the turn is in the history all the same.
            if (last is { Event: not "turn.completed" })
                Assert.Equal(("turn.failed", "interrupted"), (last.Event, last.Json.GetProperty("error").GetProperty("code").GetString()));
        }

        Assert.Single(await Admin.SessionsPerSilo(Cancellation));
        Assert.All(await Task.WhenAll(sessions.Select(session => Client.Say(session, "again", Cancellation))), answer => Assert.Equal("echo: again", answer));
        Assert.All(await Task.WhenAll(sessions.Select(session => Client.History(session, Cancellation))), history => Assert.Equal(4, history.Length));
    }
}
