using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>A turn that one replica began is stopped through another.</summary>
[Collection(nameof(ProcessCluster))]
public sealed class CancelTests(ProcessCluster cluster) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cluster.Restore(Cancellation);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_cancel_through_another_replica_closes_the_connection_to_the_provider_and_keeps_the_partial_text()
    {
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        var session = await one.CreateSession(Cancellation);
        cluster.Provider.Script(AnswerHalf);
        await using var sender = await TurnViewer.Send(one, session, "a long story", ProcessCluster.RemoteModel, Cancellation);
        var upstream = await cluster.Provider.Received(Cancellation);
        await sender.Take(2);

        Assert.True((await Cancel(two, session)).GetProperty("cancelled").GetBoolean());

        await upstream.Aborted.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("turn.cancelled", (await sender.Rest())[^1].Event);
        Assert.Equal(["a long story cancelled", "Once upon cancelled"], (await two.Lines(session, Cancellation)).Select(line => $"{line.Content} {line.Status}"));
        Assert.False((await Cancel(two, session)).GetProperty("cancelled").GetBoolean());
        Assert.Equal("echo: again", await two.Say(session, "again", Cancellation));
    }

    [Fact]
    public async Task A_turn_that_waits_is_cancelled_through_another_replica_and_its_provider_is_never_asked()
    {
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        var session = await one.CreateSession(Cancellation);
        cluster.Provider.Script(AnswerHalf);
        var requests = cluster.Provider.Requests;
        await using var running = await TurnViewer.Send(one, session, "first", ProcessCluster.RemoteModel, Cancellation);
        var upstream = await cluster.Provider.Received(Cancellation);
        await running.Take(2);
        var queued = TurnViewer.Send(one, session, "second", ProcessCluster.RemoteModel, Cancellation);
        var waiting = await Eventually.See(() => two.Session(session, Cancellation), found => found.GetProperty("waitingTurnIds").GetArrayLength() == 1, Cancellation);

        var cancelled = await Cancel(two, session, waiting.GetProperty("waitingTurnIds")[0].GetString());

        Assert.True(cancelled.GetProperty("cancelled").GetBoolean());
        await using (var viewer = await queued)
            Assert.Equal("turn.cancelled", (await viewer.Rest())[^1].Event);
        Assert.False(upstream.Aborted.IsCompleted);
        Assert.True((await Cancel(two, session)).GetProperty("cancelled").GetBoolean());
        Assert.Equal("turn.cancelled", (await running.Rest())[^1].Event);
        Assert.Equal(requests + 1, cluster.Provider.Requests);
        Assert.Equal(["first", "Once upon"], await two.History(session, Cancellation));
    }

    private static async Task AnswerHalf(ProviderExchange exchange)
    {
        await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("Once upon"));
        await exchange.Hang();
    }

    private static async Task<JsonElement> Cancel(HttpClient http, string session, string? turnId = null)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/sessions/{session}/cancel", new { turnId }, Cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
