using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Conditions;
using Platform.LoadTests.Faults;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>A silo is lost in mid-turn: killed, or stopped for so long that it has been replaced when it comes back.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class SiloLossTests(ProcessCluster cluster) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task When_its_silo_is_killed_in_mid_turn_every_viewer_is_told_and_the_session_goes_on_at_once()
    {
        const string Slow = "builtin/echo?tokens=30&tokenMs=100";
        var (session, silo) = await cluster.CreateSession(Cancellation);
        var chatSession = await cluster.CreateSessionOn(silo, Cancellation);
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        await using var sender = await TurnViewer.Send(one, session, "to the end", Slow, Cancellation, "key");
        await using var chat = await TurnViewer.Open(one, ChatRequest(chatSession, Slow), Cancellation);
        await Task.WhenAll(sender.Take(5), chat.Take(5));
        await using var viewer = await TurnViewer.Follow(two, session, "0", Cancellation);
        await viewer.Take(5);

        await silo.Kill();
        using var promised = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        promised.CancelAfter(TimeSpan.FromSeconds(5));
        Assert.Equal("echo: next", await two.Say(session, "next", promised.Token));

        foreach (var last in new[] { (await sender.Rest())[^1], (await viewer.Rest())[^1] })
        {
            Assert.Equal("turn.failed", last.Event);
            Assert.Equal("interrupted", last.Json.GetProperty("error").GetProperty("code").GetString());
        }

        Assert.Equal("interrupted", (await chat.RestUntilCut())[^1].Json.GetProperty("error").GetProperty("code").GetString());

        Assert.Equal(
            [new StoredLine(1, "user", "interrupted", "to the end"), new StoredLine(2, "user", "completed", "next"), new StoredLine(3, "assistant", "completed", "echo: next")],
            await one.Lines(session, Cancellation));
        Assert.Equal("interrupted", (await two.Session(chatSession, Cancellation)).GetProperty("lastTurnStatus").GetString());

        await using var retried = await TurnViewer.Send(two, session, "to the end", Slow, Cancellation, "key");
        await using var repeated = await TurnViewer.Send(one, session, "to the end", Slow, Cancellation, "key");
        var answers = await Task.WhenAll(retried.Rest(), repeated.Rest());
        Assert.All(answers, frames => Assert.Equal("turn.completed", frames[^1].Event));
        Assert.Equal(
            [("user", "next"), ("assistant", "echo: next"), ("user", "to the end"), ("assistant", TurnViewer.TextOf(answers[0]))],
            (await one.Lines(session, Cancellation)).Select(line => (line.Role, line.Content)));
    }

    [Fact]
    public async Task When_its_silo_is_killed_a_call_that_may_wait_for_minutes_is_answered_all_the_same()
    {
        var (session, silo) = await cluster.CreateSession(Cancellation);
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        await using var turn = await TurnViewer.Send(one, session, "at length", "builtin/echo?tokens=900&tokenMs=1000", Cancellation);
        await turn.Take(3);
        var answers = new[] { one, two }.Select(http => http.PostAsJsonAsync(
            $"/v1/conversations/{session}/items", new { items = new[] { new { role = "user", content = "behind it" } } }, Cancellation)).ToArray();
        var whole = two.TrySay(session, "waits as well", Cancellation);
        // Before any of them can be served by another silo.
        await one.Session(session, Cancellation);
        await two.Session(session, Cancellation);
        Assert.DoesNotContain(answers, static answer => answer.IsCompleted);

        await silo.Kill();
        foreach (var waiting in answers.Append(whole))
        {
            using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            if (answer.StatusCode != HttpStatusCode.OK)
                Assert.Equal("interrupted", await answer.Refusal(Cancellation));
        }

        Assert.Equal("turn.failed", (await turn.Rest())[^1].Event);
        Assert.Equal("echo: next", await two.Served(session, "next", Cancellation));
    }

    [Fact]
    public async Task A_silo_that_stood_still_until_it_was_replaced_answers_nothing_stores_nothing_twice_and_ends_itself()
    {
        var (session, silo) = await cluster.CreateSessionApartFromTenants(Cancellation);
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        // Both replicas have a connection to the silo, so that their requests reach its socket.
        Assert.Equal("echo: first", await one.Say(session, "first", Cancellation));
        Assert.Equal("completed", (await two.Session(session, Cancellation)).GetProperty("lastTurnStatus").GetString());
        await using var running = await TurnViewer.Send(one, session, "late", "builtin/echo?tokens=20&tokenMs=100", Cancellation, "late");
        await running.Take(5);

        await silo.Pause();
        try
        {
            var waiting = new[] { one.Session(session, Cancellation), two.Session(session, Cancellation) };
            using var message = one.TrySay(session, "waiting", Cancellation, "waiting");
            await Eventually.See(() => cluster.ActiveSilos(Cancellation), active => !active.Any(silo.Has), Cancellation);
            Assert.Equal("turn.failed", (await running.Rest())[^1].Event);
            Assert.Equal("echo: second", await two.Served(session, "second", Cancellation));

            // What waited in the stopped silo's socket has its end before that silo can say anything.
            foreach (var answer in waiting)
                await AssertRefused(answer);
            using var refused = await message;
            Assert.Equal("interrupted", await refused.Refusal(Cancellation));
        }
        finally
        {
            silo.Resume();
        }

        await silo.Exit(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        // Its caller was told that it may have run: Orleans' silo may bring it to another one before it ends. The embedded one never does.
        if (SourceVersion.Stack == "Embedded")
            Assert.DoesNotContain(await two.Lines(session, Cancellation), static line => line.Content.Contains("waiting", StringComparison.Ordinal));
        Assert.Equal("echo: waiting", await one.Served(session, "waiting", Cancellation, "waiting"));
        Assert.Equal(
            ["first completed", "echo: first completed", "late interrupted", "second completed", "echo: second completed", "waiting completed", "echo: waiting completed"],
            (await two.Lines(session, Cancellation)).Select(line => $"{line.Content} {line.Status}"));
    }

    [Fact]
    public async Task Silos_that_start_while_another_stands_still_are_not_lost_with_it()
    {
        var still = await cluster.SiloOfTheAgent(Cancellation);
        await using var stopped = cluster.StartSilo();
        await using var started = cluster.StartSilo();
        await still.Pause();
        try
        {
            await Eventually.See(() => cluster.ActiveSilos(Cancellation), active => active.Any(stopped.Has), Cancellation);
            Assert.Equal(0, await stopped.Stop(Cancellation));
            await Eventually.See(() => cluster.ActiveSilos(Cancellation), active => active.Any(started.Has) && !active.Any(still.Has), Cancellation);
            await Eventually.See(() => Task.FromResult(started.Output), output => output.Contains("Application started", StringComparison.Ordinal), Cancellation);
        }
        finally
        {
            still.Resume();
        }

        Assert.Equal(0, await started.Stop(Cancellation));
        await still.Exit(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private static HttpRequestMessage ChatRequest(string session, string model) => new(HttpMethod.Post, "/v1/chat/completions")
    {
        Headers = { { "x-session-id", session } },
        Content = JsonContent.Create(new { model, stream = true, messages = new[] { new { role = "user", content = "chat to the end" } } }),
    };

    private static async Task AssertRefused(Task<JsonElement> answer)
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
    }
}
