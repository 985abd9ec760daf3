using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Sessions;

/// <summary>What a busy session does, on every endpoint that runs a turn: the session's own policy holds on each.</summary>
public sealed class PolicyTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Paced = "builtin/echo?tokens=2000&tokenMs=50";

    [Theory]
    [InlineData("native", false)]
    [InlineData("native", true)]
    [InlineData("chat", false)]
    [InlineData("chat", true)]
    public async Task under_queue_messages_wait_and_run_in_order(string endpoint, bool stream)
    {
        var session = await Session("queue");
        using var running = await Begin(session);
        var waiting = new List<Task<HttpResponseMessage>>();
        for (var index = 0; index < 3; index++)
        {
            waiting.Add(Say(endpoint, session, $"m{index}", stream));
            var expected = index + 1;
            await Eventually.See(() => Waiting(session), count => count == expected, Cancellation);
        }

        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"));

        foreach (var answer in waiting)
        {
            using var message = await answer;
            Assert.Equal(HttpStatusCode.OK, message.StatusCode);
            await message.Content.ReadAsStringAsync(Cancellation);
        }

        Assert.Equal(["m0", "echo: m0", "m1", "echo: m1", "m2", "echo: m2"], (await History(session))[^6..]);
    }

    [Theory]
    [InlineData("native", false)]
    [InlineData("native", true)]
    [InlineData("chat", false)]
    [InlineData("chat", true)]
    public async Task under_reject_a_message_is_refused_with_409_and_is_not_to_be_repeated(string endpoint, bool stream)
    {
        var session = await Session("reject");
        using var running = await Begin(session);

        using var refused = await Say(endpoint, session, "now", stream);

        Assert.Equal("session_busy", Envelope.Checked(await Json(HttpStatusCode.Conflict, refused)).GetProperty("code").GetString());
        Assert.Equal("false", Assert.Single(refused.Headers.GetValues("x-should-retry")));
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"));
        Assert.DoesNotContain("now", await History(session));
    }

    [Theory]
    [InlineData("native", false)]
    [InlineData("native", true)]
    [InlineData("chat", false)]
    [InlineData("chat", true)]
    public async Task under_interrupt_the_running_turn_keeps_its_partial_text_and_the_message_runs(string endpoint, bool stream)
    {
        var session = await Session("interrupt");
        using var running = await Begin(session);

        using (var answer = await Say(endpoint, session, "now", stream))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await answer.Content.ReadAsStringAsync(Cancellation);
        }

        var page = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages", Cancellation));
        var messages = page.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["cancelled", "cancelled", "completed", "completed"], messages.Select(static message => message.GetProperty("status").GetString()));
        Assert.Equal(["now", "echo: now"], messages[2..].Select(static message => message.GetProperty("content").GetString()));
        Assert.NotEqual("", messages[1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("native")]
    [InlineData("chat")]
    public async Task a_full_queue_answers_429_with_retry_after(string endpoint)
    {
        const int Places = 16;
        var session = await Session("queue");
        using var running = await Begin(session);
        var waiting = Enumerable.Range(0, Places).Select(index => Say(endpoint, session, $"m{index}", stream: false)).ToArray();
        await Eventually.See(() => Waiting(session), static count => count == Places, Cancellation);

        await Error(HttpStatusCode.TooManyRequests, "rate_limited", Say(endpoint, session, "one too many", stream: false));

        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"));
        foreach (var answer in await Task.WhenAll(waiting))
        {
            using (answer)
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("native", false)]
    [InlineData("native", true)]
    [InlineData("chat", false)]
    [InlineData("chat", true)]
    public async Task a_client_that_counts_its_retries_never_doubles_a_turn(string endpoint, bool stream)
    {
        var session = await Session("queue");
        foreach (var retries in (string?[])[null, "1", "2"])
        {
            using var answer = await Say(endpoint, session, "hello", stream, retries);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await answer.Content.ReadAsStringAsync(Cancellation);
            if (!stream)
                Assert.Equal(retries is not null, answer.Headers.Contains("idempotent-replayed"));
        }

        Assert.Equal(["hello", "echo: hello"], await History(session));
        using (var onPurpose = await Say(endpoint, session, "hello", stream, "0"))
            await onPurpose.Content.ReadAsStringAsync(Cancellation);
        using (var other = await Say(endpoint, session, "something else", stream, "1"))
            await other.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(6, (await History(session)).Length);
    }

    private async Task<string> Session(string concurrency) => (await Json(
        HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { agentId = AgentId, concurrency }, Cancellation))).GetProperty("id").GetString()!;

    /// <summary>Begins a turn that runs until it is stopped, and waits for its first token.</summary>
    private async Task<HttpResponseMessage> Begin(string session)
    {
        var running = await Send(Owner, "POST", $"/v1/sessions/{session}/messages", JsonContent.Create(new { content = "long", model = Paced, stream = true }));
        await foreach (var frame in SseFrame.Read(running, Cancellation))
        {
            if (frame.Event == "message.delta")
                break;
        }

        return running;
    }

    private Task<HttpResponseMessage> Say(string endpoint, string session, string content, bool stream, string? retries = null)
    {
        var request = endpoint == "native"
            ? new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content, stream }) }
            : new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = JsonContent.Create(new { model = "agent/" + AgentId, stream, messages = new[] { new { role = "user", content } } }),
                Headers = { { "x-session-id", session } },
            };
        if (retries is not null)
            request.Headers.Add("x-stainless-retry-count", retries);
        return Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private async Task<int> Waiting(string session) =>
        (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation))).GetProperty("waitingTurnIds").GetArrayLength();

    private async Task<string[]> History(string session)
    {
        var page = await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages?limit=100", Cancellation));
        return [.. page.GetProperty("data").EnumerateArray().Select(static message => message.GetProperty("content").GetString()!)];
    }
}
