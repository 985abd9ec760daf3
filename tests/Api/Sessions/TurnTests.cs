using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Sessions;

public sealed class TurnTests(PlatformFixture platform) : ApiTest(platform)
{
    [Fact]
    public async Task a_turn_is_answered_and_remembered()
    {
        var session = await NewSession();
        var turn = await Turn(session, new { content = "hello" });
        Assert.Equal((session, "completed", "builtin/echo", "stop"), (Get(turn, "sessionId"), Get(turn, "status"), Get(turn, "model"), Get(turn, "finishReason")));
        Assert.Equal(("assistant", "echo: hello"), (Get(turn.GetProperty("message"), "role"), Get(turn.GetProperty("message"), "content")));
        var usage = turn.GetProperty("usage");
        Assert.Equal(usage.GetProperty("totalTokens").GetInt32(), usage.GetProperty("inputTokens").GetInt32() + usage.GetProperty("outputTokens").GetInt32());

        var second = await Turn(session, new { content = "again", model = "builtin/echo?history=1" });
        Assert.StartsWith("3", Get(second.GetProperty("message"), "content"));
    }

    [Fact]
    public async Task history_is_read_in_both_orders_and_page_by_page()
    {
        var session = await NewSession();
        for (var index = 0; index < 3; index++)
            await Turn(session, new { content = $"m{index}" });
        string[] expected = ["m0", "echo: m0", "m1", "echo: m1", "m2", "echo: m2"];
        Assert.Equal(expected, Contents(await History(session, "")));
        Assert.Equal(expected.Reverse(), Contents(await History(session, "?order=desc")));
        Assert.Equal(expected[2..4], Contents(await History(session, "?after=2&limit=2")));
        Assert.Equal(expected[..2].Reverse(), Contents(await History(session, "?after=3&order=desc")));
        Assert.Empty(Contents(await History(session, "?after=99999")));

        var page = await History(session, "?limit=4");
        Assert.Equal(expected[4..], Contents(await History(session, "?limit=4&cursor=" + page.GetProperty("nextCursor").GetString())));
        Assert.Equal(expected[4..], Contents(await History(session, "?limit=4&after=" + page.GetProperty("nextCursor").GetString())));
        var message = page.GetProperty("data")[0];
        Assert.StartsWith("msg_", Get(message, "id"));
        Assert.Equal((1, "user", "completed"), (message.GetProperty("seq").GetInt64(), Get(message, "role"), Get(message, "status")));
    }

    [Fact]
    public async Task a_tool_is_called_and_its_result_is_answered()
    {
        var session = await NewSession();
        var options = new { tools = new[] { new { name = "get_weather", parameters = new { type = "object" } } } };
        var asked = await Turn(session, new { content = "weather?", model = "builtin/echo?tool=1", options });
        Assert.Equal("tool_calls", Get(asked, "finishReason"));
        var call = Assert.Single(asked.GetProperty("message").GetProperty("toolCalls").EnumerateArray());
        Assert.Equal("get_weather", Get(call, "name"));
        var answered = await Turn(session, new { toolResults = new[] { new { toolCallId = Get(call, "id"), content = "sunny" } }, model = "builtin/echo?tool=1", options });
        Assert.Equal("stop", Get(answered, "finishReason"));
        Assert.NotEqual("", Get(answered.GetProperty("message"), "content"));
        Assert.Equal(["user", "assistant", "tool", "assistant"], (await History(session, "")).GetProperty("data").EnumerateArray().Select(static message => Get(message, "role")));
    }

    [Theory]
    [InlineData("builtin/echo?fail=429")]
    [InlineData("builtin/echo?fail=500")]
    [InlineData("builtin/echo?failAfter=2&tokens=5")]
    public async Task a_model_that_fails_is_a_providers_error_and_nothing_is_stored(string model)
    {
        var session = await NewSession();
        using var answer = await Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text($$"""{"content":"x","model":"{{model}}"}"""));
        Assert.Contains((int)answer.StatusCode, new[] { 429, 502, 503, 504 });
        Envelope.Checked(await Json(answer.StatusCode, answer));
        Assert.Empty((await History(session, "")).GetProperty("data").EnumerateArray());
        await Turn(session, new { content = "and now" });
    }

    [Fact]
    public async Task the_same_idempotency_key_runs_a_turn_once_and_another_body_is_refused()
    {
        var session = await NewSession();
        var first = await Json(HttpStatusCode.OK, SendWithKey(session, "k-1", """{"content":"once"}"""));
        using var second = await SendWithKey(session, "k-1", """{"content":"once"}""");
        Assert.Equal(Get(first, "id"), Get(await Json(HttpStatusCode.OK, second), "id"));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("idempotent-replayed")));
        await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", SendWithKey(session, "k-1", """{"content":"twice"}"""));
        Assert.Equal(2, (await History(session, "")).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task a_busy_session_that_rejects_says_so_and_not_to_retry()
    {
        var session = await NewSession();
        using var running = await Stream(session, """{"content":"x","model":"builtin/echo?tokens=1000&tokenMs=50"}""");
        await using var frames = SseFrame.Read(running, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await frames.MoveNextAsync());
        using var busy = await Send(Owner, "POST", $"/v1/sessions/{session}/messages", Text("""{"content":"y","concurrency":"reject"}"""));
        Assert.Equal("session_busy", Envelope.Checked(await Json(HttpStatusCode.Conflict, busy)).GetProperty("code").GetString());
        Assert.Equal("false", Assert.Single(busy.Headers.GetValues("x-should-retry")));
        Assert.True((await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"))).GetProperty("cancelled").GetBoolean());
    }

    [Fact]
    public async Task cancelling_keeps_what_was_produced_and_an_idle_session_has_nothing_to_cancel()
    {
        var session = await NewSession();
        Assert.False((await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"))).GetProperty("cancelled").GetBoolean());
        using var running = await Stream(session, """{"content":"x","model":"builtin/echo?tokens=1000&tokenMs=50"}""");
        SseFrame? last = null;
        await foreach (var frame in SseFrame.Read(running, Cancellation))
        {
            if (frame.Event == "message.delta" && last!.Event == "turn.started")
                await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel", Text($$"""{"turnId":"{{Get(frame.Json, "turnId")}}"}""")));
            last = frame;
        }

        Assert.Equal("turn.cancelled", last!.Event);
        Assert.Equal("cancelled", Get(last.Json.GetProperty("turn"), "status"));
        var history = (await History(session, "")).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["user", "assistant"], history.Select(static message => Get(message, "role")));
        Assert.Equal("cancelled", Get(history[1], "status"));
    }

    [Theory]
    [InlineData("finish", "completed")]
    [InlineData("cancel", "cancelled")]
    public async Task a_caller_who_leaves_lets_the_turn_finish_or_takes_it_along(string policy, string status)
    {
        var session = await NewSession();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = Owner.PostAsync($"/v1/sessions/{session}/messages", Text($$"""{"content":"x","model":"builtin/echo?tokens=20&tokenMs=50","onDisconnect":"{{policy}}"}"""), leaving.Token);
        await Until(session, static info => Get(info, "runningTurnId") is not null);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Until(session, info => Get(info, "lastTurnStatus") == status);
        Assert.Equal(2, (await History(session, "")).GetProperty("data").GetArrayLength());
    }

    private Task<JsonElement> Turn(string session, object body) => Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", body, Cancellation));

    private Task<JsonElement> History(string session, string query) => Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages{query}", Cancellation));

    private async Task<HttpResponseMessage> Stream(string session, string body)
    {
        var answer = await Send(Owner, "POST", $"/v1/sessions/{session}/messages?x=1", Text(body.Replace("{\"content\"", "{\"stream\":true,\"content\"")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private Task<HttpResponseMessage> SendWithKey(string session, string key, string body) => Owner.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = Text(body), Headers = { { "Idempotency-Key", key } } },
        Cancellation);

    private Task Until(string session, Func<JsonElement, bool> holds) =>
        Eventually.See(() => Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation)), holds, Cancellation);

    private static IEnumerable<string?> Contents(JsonElement list) => list.GetProperty("data").EnumerateArray().Select(static message => Get(message, "content"));

    private static string? Get(JsonElement element, string name) => element.GetProperty(name).GetString();
}
