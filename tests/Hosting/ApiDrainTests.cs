using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.LoadTests.Cluster;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>How an API replica leaves when it is asked to, seen by its clients and its load balancer.</summary>
public sealed class ApiDrainTests(PlatformFixture platform) : ApiTest(platform)
{
    // Longer than any test: only a second signal ends it.
    private const string LongDelay = "00:00:20";
    private const string AboutTwoSeconds = "builtin/echo?tokens=20&tokenMs=100";

    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Asked_to_stop_it_is_not_ready_but_serves_on_and_tells_its_clients_to_connect_anew()
    {
        using var api = await Start(LongDelay);
        using var client = api.Client(OwnerKey);
        Assert.NotEqual(true, (await Say(client, "before")).Headers.ConnectionClose);
        var running = Say(client, "while it is asked to stop", AboutTwoSeconds);
        await HasRunningTurn();

        api.Signal(Signals.Term);
        await Eventually.See(api.ReadinessAsync, ready => ready == "503", Cancellation);
        using var fresh = api.Client(OwnerKey);
        var late = await Say(fresh, "after");
        Assert.True(late.Headers.ConnectionClose);
        Assert.Equal("echo: after", await Text(late));
        // Under that header Node would take a stream that is cut for one that has ended.
        using (var stream = await Stream(fresh, "piece by piece", "builtin/echo"))
            Assert.NotEqual(true, stream.Headers.ConnectionClose);
        var answer = await running;
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal("503", await api.ReadinessAsync());

        api.Signal(Signals.Term);
        Assert.Equal(0, await api.ExitAsync());
        Assert.Equal("refused", await api.ReadinessAsync());
    }

    [Fact]
    public async Task When_the_delay_is_over_it_refuses_connections_and_finishes_the_turns_and_streams_that_run()
    {
        using var api = await Start("0");
        using var client = api.Client(OwnerKey);
        var running = Say(client, "in one piece", AboutTwoSeconds);
        await HasRunningTurn();
        using var stream = await Stream(client, "piece by piece", AboutTwoSeconds);
        var frames = SseFrame.Read(stream, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await frames.MoveNextAsync());

        api.Signal(Signals.Term);
        await Eventually.See(api.ReadinessAsync, ready => ready == "refused", Cancellation);
        Assert.False(running.IsCompleted, "The turn was over before the port was closed.");
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        var last = frames.Current;
        while (await frames.MoveNextAsync())
            last = frames.Current;
        Assert.Equal("turn.completed", last.Event);
        Assert.Equal(0, await api.ExitAsync());
        Assert.DoesNotContain("fail:", api.Output);
    }

    [Fact]
    public async Task A_connection_is_not_closed_under_a_client_who_has_not_been_told()
    {
        using var api = await Start("0", linger: LongDelay);
        using var client = api.Client(OwnerKey);
        await Say(client, "before");
        api.Signal(Signals.Term);
        await Eventually.See(api.ReadinessAsync, ready => ready == "503", Cancellation);

        // The same connection: only this answer tells him, and with it the last connection is gone.
        Assert.True((await Say(client, "after a pause")).Headers.ConnectionClose);
        Assert.Equal(0, await api.ExitAsync().WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
    }

    [Fact]
    public async Task Ctrl_C_does_not_wait_for_load_balancers()
    {
        using var api = await Start(LongDelay);
        api.Signal(Interrupt);
        Assert.Equal(0, await api.ExitAsync().WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
    }

    [Theory]
    [InlineData("00:01:00", "0", "Platform:Drain:Delay is 00:01:00: set it to 00:00:00 to 00:00:20.")]
    [InlineData("0", "-00:00:01", "Platform:Drain:Linger is -00:00:01: set it to 00:00:00 to 00:00:20.")]
    [InlineData("00:00:15", "00:00:15", "Platform:Drain: Delay (00:00:15) and Linger (00:00:15) must not be above 00:00:20 together.")]
    public async Task A_wait_out_of_range_is_an_error_that_names_the_setting(string delay, string linger, string error)
    {
        using var api = ApiProcess.Start(Platform.Redis.ConnectionString, delay, linger);
        Assert.Equal(1, await api.ExitAsync());
        await Eventually.See(
            () => Task.FromResult(api.Output),
            output => output.Contains(error, StringComparison.Ordinal),
            Cancellation);
    }

    private const int Interrupt = 2;

    private async Task<ApiProcess> Start(string delay, string linger = "0")
    {
        await Json(HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { id = "json", agentId = AgentId }, Cancellation));
        await Json(HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { id = "stream", agentId = AgentId }, Cancellation));
        var api = ApiProcess.Start(Platform.Redis.ConnectionString, delay, linger);
        await api.ReadyAsync();
        return api;
    }

    private Task<string?> HasRunningTurn() => Eventually.See(
        async () =>
        {
            var session = await Owner.GetFromJsonAsync<JsonElement>("/v1/sessions/json", Cancellation);
            return session.TryGetProperty("runningTurnId", out var turn) ? turn.GetString() : null;
        },
        turn => turn is not null,
        Cancellation);

    private static async Task<HttpResponseMessage> Say(HttpClient client, string content, string? model = null)
    {
        var answer = await client.PostAsJsonAsync("/v1/sessions/json/messages", new { content, model }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async Task<string?> Text(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("message").GetProperty("content").GetString();

    private static Task<HttpResponseMessage> Stream(HttpClient client, string content, string model) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/sessions/stream/messages") { Content = JsonContent.Create(new { content, model, stream = true }) },
        HttpCompletionOption.ResponseHeadersRead,
        Cancellation);
}
