using System.Net;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Sessions;

public sealed class StreamTests(PlatformFixture platform) : ApiTest(platform)
{
    [Theory]
    [InlineData("""{"content":"hello","stream":true}""", "application/json")]
    [InlineData("""{"content":"hello"}""", "text/event-stream")]
    public async Task a_turn_is_streamed_when_the_body_or_the_accept_header_says_so(string body, string accept)
    {
        var session = await NewSession();
        using var answer = await Post(session, body, accept);
        var frames = await SseFrame.Read(answer, Cancellation).ToListAsync(Cancellation);
        Assert.Equal("turn.started", frames[0].Event);
        Assert.Equal("builtin/echo", frames[0].Json.GetProperty("model").GetString());
        Assert.Equal("turn.completed", frames[^1].Event);
        Assert.Equal("echo: hello", string.Concat(frames.Where(static frame => frame.Event == "message.delta").Select(static frame => frame.Json.GetProperty("delta").GetString())));
        Assert.All(frames, static frame => Assert.Equal(frame.Id, frame.Json.GetProperty("seq").GetInt64().ToString()));
        Assert.Equal(frames.Select(static frame => frame.Json.GetProperty("seq").GetInt64()).Order(), frames.Select(static frame => frame.Json.GetProperty("seq").GetInt64()));
        var turn = frames[^1].Json.GetProperty("turn");
        Assert.Equal(("completed", session), (turn.GetProperty("status").GetString(), turn.GetProperty("sessionId").GetString()));
        Assert.Single(answer.Headers.GetValues("X-Accel-Buffering"), "no");
    }

    [Fact]
    public async Task stream_false_in_the_body_wins_over_the_accept_header()
    {
        using var answer = await Post(await NewSession(), """{"content":"hello","stream":false}""", "text/event-stream");
        Assert.Equal("completed", (await Json(HttpStatusCode.OK, answer)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task tokens_arrive_as_they_are_produced()
    {
        // A fifth of a second between tokens: a caller who stops the turn at the first one he sees gets only a few.
        var session = await NewSession();
        using var answer = await Post(session, """{"content":"x","stream":true,"model":"builtin/echo?tokens=1000&tokenMs=200"}""");
        var deltas = 0;
        SseFrame? last = null;
        await foreach (var frame in SseFrame.Read(answer, Cancellation))
        {
            if (frame.Event == "message.delta" && ++deltas == 1)
                await Json(HttpStatusCode.OK, Send(Owner, "POST", $"/v1/sessions/{session}/cancel"));
            last = frame;
        }

        Assert.Equal("turn.cancelled", last!.Event);
        Assert.InRange(last.Json.GetProperty("seq").GetInt64(), 2, 8);
    }

    [Fact]
    public async Task the_turn_is_stored_and_the_session_free_when_the_last_event_is_there()
    {
        var session = await NewSession();
        for (var index = 1; index <= 5; index++)
        {
            using var answer = await Post(session, """{"content":"x","stream":true,"concurrency":"reject"}""");
            await foreach (var frame in SseFrame.Read(answer, Cancellation))
            {
                if (frame.Event == "turn.completed")
                    Assert.Equal(index * 2, (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation))).GetProperty("messageCount").GetInt32());
            }
        }
    }

    [Theory]
    [InlineData("builtin/echo?fail=500")]
    [InlineData("builtin/echo?failAfter=2&tokens=5&tokenMs=10")]
    public async Task a_model_that_fails_is_told_in_the_stream(string model)
    {
        var session = await NewSession();
        using var answer = await Post(session, $$"""{"content":"x","stream":true,"model":"{{model}}"}""");
        var last = (await SseFrame.Read(answer, Cancellation).ToListAsync(Cancellation))[^1];
        Assert.Equal("turn.failed", last.Event);
        Assert.Equal(["message", "type", "param", "code"], last.Json.GetProperty("error").EnumerateObject().Select(static field => field.Name));
        Assert.Equal(0, (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}", Cancellation))).GetProperty("messageCount").GetInt32());
    }

    [Theory]
    [InlineData("""{"content":"x","stream":true,"model":"nowhere/nothing"}""", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("""{"content":"x","stream":true,"agentId":"unknown"}""", HttpStatusCode.NotFound, "agent_not_found")]
    [InlineData("""{"content":"","stream":true}""", HttpStatusCode.BadRequest, "invalid_value")]
    public async Task a_stream_that_is_refused_has_an_ordinary_error_answer(string body, HttpStatusCode status, string code) =>
        await Error(status, code, Post(await NewSession(), body));

    [Fact]
    public async Task viewers_follow_a_running_turn_from_where_they_are()
    {
        var session = await NewSession();
        using var answer = await Post(session, """{"content":"x","stream":true,"model":"builtin/echo?tokens=30&tokenMs=40"}""");
        await using var first = SseFrame.Read(answer, Cancellation).GetAsyncEnumerator(Cancellation);
        var seen = new List<SseFrame>();
        while (seen.Count < 4 && await first.MoveNextAsync())
            seen.Add(first.Current);

        var all = Read(await Events(session, "", null));
        var behind = Read(await Events(session, $"?after={seen[2].Id}", null));
        var resumed = Read(await Events(session, "", seen[2].Id));
        while (await first.MoveNextAsync())
            seen.Add(first.Current);
        Assert.Equal(Whole(seen), Whole(await all));
        Assert.Equal(Whole(seen.Skip(3)), Whole(await behind));
        Assert.Equal(Whole(seen.Skip(3)), Whole(await resumed));
    }

    [Fact]
    public async Task a_session_without_a_turn_has_no_events()
    {
        using var answer = await Events(await NewSession(), "", null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private Task<HttpResponseMessage> Post(string session, string body, string accept = "*/*") => Owner.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = Text(body), Headers = { { "Accept", accept } } },
        HttpCompletionOption.ResponseHeadersRead,
        Cancellation);

    private Task<HttpResponseMessage> Events(string session, string query, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session}/events{query}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task<List<SseFrame>> Read(HttpResponseMessage answer)
    {
        using (answer)
            return await SseFrame.Read(answer, Cancellation).ToListAsync(Cancellation);
    }

    /// <summary>The text and the end, however the pieces were put together on the way.</summary>
    private static (string Text, string End) Whole(IEnumerable<SseFrame> frames)
    {
        var list = frames.ToList();
        var text = string.Concat(list.Where(static frame => frame.Event == "message.delta").Select(static frame => frame.Json.GetProperty("delta").GetString()));
        return (text, list[^1].Event + list[^1].Id);
    }
}
