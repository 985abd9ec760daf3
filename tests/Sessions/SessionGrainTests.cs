using Platform.Contracts.Agents;
using Platform.Contracts.Sessions;
using Platform.Tests.Tenants;
using Xunit;

namespace Platform.Tests.Sessions;

/// <summary>The same sessions as grains of a silo.</summary>
[Collection(SiloCollection.Name)]
public sealed class SessionGrainTests(SiloFixture silo)
{
    [Fact]
    public async Task A_session_answers_streams_and_remembers()
    {
        var session = await Created();

        var first = await session.Send(SessionActivation.Request("one"));
        var events = await session.Stream(SessionActivation.Request("two"), Cancellation).ToArrayAsync(Cancellation);
        var replayed = await session.Attach(null, 0, Cancellation).ToArrayAsync(Cancellation);

        Assert.Equal(2, first.Message!.Seq);
        Assert.Equal("echo: two", string.Concat(events.Select(happened => happened.Text)));
        Assert.Equal(events.Select(happened => happened.Seq), replayed.Select(happened => happened.Seq));
        Assert.Equal(4, (await session.Get())!.LastSeq);
    }

    [Fact]
    public async Task A_running_turn_can_be_watched_and_cancelled_by_others()
    {
        var session = await Created();
        var sending = session.Send(SessionActivation.Request("long", "scripted"));
        var call = await silo.Models.NextCall();
        call.Say("so far");
        await using var viewer = session.Attach(null, 0, Cancellation).GetAsyncEnumerator(Cancellation);
        while (await viewer.MoveNextAsync() && viewer.Current.Kind != TurnEventKind.TextDelta)
        {
        }

        var outcome = await session.Cancel(null);

        Assert.True(outcome.Cancelled);
        Assert.Equal((TurnStatus.Cancelled, "so far"), ((await sending).Status, (await sending).Message!.Message.Content));
        Assert.True(await viewer.MoveNextAsync());
        Assert.True(viewer.Current.IsTerminal);
        Assert.False(await viewer.MoveNextAsync());
    }

    [Fact]
    public async Task A_caller_that_leaves_cancels_its_turn_when_it_said_so()
    {
        var session = await Created();
        var request = SessionActivation.Request("long", "scripted") with { OnDisconnect = DisconnectPolicy.Cancel };
        await using (var caller = session.Stream(request, Cancellation).GetAsyncEnumerator(Cancellation))
            Assert.True(await caller.MoveNextAsync());
        var call = await silo.Models.NextCall();

        var stopped = new TaskCompletionSource();
        await using var registration = call.Cancellation.Register(stopped.SetResult);
        await stopped.Task.WaitAsync(SessionActivation.Deadline, Cancellation);

        Assert.True(call.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task A_silo_that_stops_finishes_the_turn_that_runs()
    {
        var tenant = await silo.NewTenant();
        await silo.Agent(tenant, "helper").Put(new AgentSettings { Models = ["scripted"] });
        var other = await silo.StartSilo();
        // Some of these live on the second silo.
        var sessions = Enumerable.Range(0, 8).Select(index => silo.Session(tenant, $"s{index}")).ToArray();
        var sending = sessions.Select(session => session.Send(
            SessionActivation.Request("long", "scripted") with { CreateWith = new NewSession { AgentId = "helper" } })).ToArray();
        List<ScriptedCall> calls = [];
        foreach (var _ in sending)
            calls.Add(await silo.Models.NextCall());

        var stopping = silo.Stop(other);
        foreach (var call in calls)
            call.Finish("done");
        var results = await Task.WhenAll(sending);
        await stopping;

        Assert.All(results, result => Assert.Equal(TurnStatus.Completed, result.Status));
        foreach (var session in sessions)
            Assert.Equal(2, (await session.Get())!.LastSeq);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<ISessionGrain> Created()
    {
        var tenant = await silo.NewTenant();
        await silo.Agent(tenant, "helper").Put(new AgentSettings { Models = ["scripted"] });
        var session = silo.Session(tenant, "s");
        await session.Create(new NewSession { AgentId = "helper" });
        return session;
    }
}
