using System.Net;
using System.Net.Http.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>A busy conversation does what its policy says, whatever the form in which a response is asked for.</summary>
public sealed class ResponsePolicyTests(PlatformFixture platform) : ResponseTest(platform)
{
    [Theory]
    [InlineData("")]
    [InlineData("\"stream\":true,")]
    [InlineData("\"background\":true,")]
    public async Task under_reject_a_response_is_refused_with_409_and_is_not_to_be_repeated(string how)
    {
        var session = await Session("reject");
        var running = await Begin(session);

        using var refused = await Ask($$"""{"model":"builtin/echo",{{how}}"input":"now","conversation":"{{session}}"}""");

        Assert.Equal("session_busy", Envelope.Checked(await Json(HttpStatusCode.Conflict, refused)).GetProperty("code").GetString());
        Assert.Equal("false", Assert.Single(refused.Headers.GetValues("x-should-retry")));
        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"{Path}/{running}/cancel"));
        Assert.DoesNotContain("now", await History(session));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"stream\":true,")]
    [InlineData("\"background\":true,")]
    public async Task under_queue_responses_wait_and_run_in_order(string how)
    {
        var session = await Session("queue");
        var running = await Begin(session);
        var waiting = new List<Task<HttpResponseMessage>>();
        for (var index = 0; index < 3; index++)
        {
            waiting.Add(Ask($$"""{"model":"builtin/echo",{{how}}"input":"m{{index}}","conversation":"{{session}}"}"""));
            var expected = index + 1;
            await Eventually.See(() => Waiting(session), count => count == expected, Cancellation);
        }

        await Json(HttpStatusCode.OK, Send(Owner, "POST", $"{Path}/{running}/cancel"));

        foreach (var answer in waiting)
        {
            using var message = await answer;
            Assert.Equal(HttpStatusCode.OK, message.StatusCode);
            await message.Content.ReadAsStringAsync(Cancellation);
        }

        await Eventually.See(() => Waiting(session), static count => count == 0, Cancellation);
        await Eventually.See(async () => (await History(session)).Length, static count => count >= 8, Cancellation);
        Assert.Equal(["m0", "echo: m0", "m1", "echo: m1", "m2", "echo: m2"], (await History(session))[^6..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"stream\":true,")]
    [InlineData("\"background\":true,")]
    public async Task under_interrupt_the_running_response_keeps_its_partial_text_and_the_next_one_runs(string how)
    {
        var session = await Session("interrupt");
        var running = await Begin(session);

        using (var answer = await Ask($$"""{"model":"builtin/echo",{{how}}"input":"now","conversation":"{{session}}"}"""))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await answer.Content.ReadAsStringAsync(Cancellation);
        }

        var interrupted = await Ended(running);
        Assert.Equal("cancelled", Status(interrupted));
        Assert.NotEqual("", Said(interrupted));
        await Eventually.See(async () => (await History(session))[^1], static last => last == "echo: now", Cancellation);
    }

    private async Task<string> Session(string concurrency) => Id(await Json(
        HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { agentId = AgentId, concurrency }, Cancellation)));

    /// <summary>Begins a response that is made until it is stopped, and waits for its first token.</summary>
    private async Task<string> Begin(string session)
    {
        var id = Id(await Respond($$"""
            "model":"{{Endless}}","background":true,"input":"long","conversation":"{{session}}"
            """));
        await Eventually.See(() => Read(id), static response => Said(response).Length > 0, Cancellation);
        return id;
    }

    private async Task<int> Waiting(string session) =>
        (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation))).GetProperty("waitingTurnIds").GetArrayLength();

    private async Task<string[]> History(string session) =>
        [.. (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages?limit=100", Cancellation))).GetProperty("data").EnumerateArray().Select(static message => message.GetProperty("content").GetString()!)];
}
