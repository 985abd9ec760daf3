using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

public sealed class ResponseStreamTests(PlatformFixture platform) : ResponseTest(platform)
{
    [Fact]
    public async Task a_stream_has_the_events_of_the_original_in_their_order()
    {
        var events = await Stream("""
            "model":"builtin/echo?tokens=3&tokenMs=1","input":"hello"
            """);

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
                "response.output_text.delta", "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
            ],
            events.Select(Type));
        Assert.Equal(["type", "sequence_number", "response"], Names(events[0]));
        Assert.Equal(("in_progress", 0, "in_progress"), (Status(events[0].GetProperty("response")), events[0].GetProperty("response").GetProperty("output").GetArrayLength(), Status(events[1].GetProperty("response"))));
        Assert.Equal(["type", "sequence_number", "output_index", "item"], Names(events[2]));
        Assert.Equal(("message", "in_progress", 0), (Type(events[2].GetProperty("item")), Status(events[2].GetProperty("item")), events[2].GetProperty("item").GetProperty("content").GetArrayLength()));
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "content_index", "part"], Names(events[3]));
        Assert.Equal("""{"type":"output_text","text":"","annotations":[],"logprobs":[]}""", events[3].GetProperty("part").GetRawText());
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "content_index", "delta", "logprobs"], Names(events[4]));
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "content_index", "text", "logprobs"], Names(events[7]));
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "content_index", "part"], Names(events[8]));
        Assert.Equal(["type", "sequence_number", "output_index", "item"], Names(events[9]));
        Assert.All(events[3..9], one => Assert.Equal((Id(events[2].GetProperty("item")), 0, 0), (one.GetProperty("item_id").GetString(), one.GetProperty("output_index").GetInt32(), one.GetProperty("content_index").GetInt32())));
        var text = string.Concat(events[4..7].Select(static one => one.GetProperty("delta").GetString()));
        Assert.Equal((text, text), (events[7].GetProperty("text").GetString(), events[8].GetProperty("part").GetProperty("text").GetString()));
        var end = events[^1].GetProperty("response");
        Assert.Equal(events[9].GetProperty("item").GetRawText(), end.GetProperty("output")[0].GetRawText());
        Assert.Equal(end.GetRawText(), (await Read(end)).GetRawText());
        Assert.Equal(Id(end), Id(events[0].GetProperty("response")));
    }

    [Fact]
    public async Task the_response_is_stored_and_the_session_free_when_the_last_event_is_there()
    {
        string? previous = null;
        for (var index = 0; index < 5; index++)
        {
            using var answer = await Ask($$"""{"model":"builtin/echo?tokens=3","stream":true,"input":"x","previous_response_id":{{(previous is null ? "null" : $"\"{previous}\"")}}}""");
            await foreach (var frame in SseFrame.Read(answer, Cancellation))
            {
                if (frame.Event != "response.completed")
                    continue;
                previous = Id(frame.Json.GetProperty("response"));
                Assert.Equal("completed", Status(await Read(previous)));
            }
        }

        Assert.Single(await Sessions());
    }

    [Fact]
    public async Task a_stream_cut_after_five_events_goes_on_with_the_sixth_on_another_replica()
    {
        await using var other = await AnotherReplica();
        using var client = new HttpClient { BaseAddress = other.Address };
        client.DefaultRequestHeaders.Authorization = Owner.DefaultRequestHeaders.Authorization;
        string id;
        using (var answer = await Ask("""{"model":"builtin/echo?tokens=60&tokenMs=20","stream":true,"input":"hello"}"""))
        {
            var seen = await SseFrame.Read(answer, Cancellation).Where(static frame => frame.Comment is null).Take(5).ToListAsync(Cancellation);
            Assert.Equal([0, 1, 2, 3, 4], seen.Select(static frame => frame.Json.GetProperty("sequence_number").GetInt32()));
            id = Id(seen[0].Json.GetProperty("response"));
        }

        Assert.Equal("in_progress", Status(await Read(id, client)));
        var rest = await Resume(id, 4, client);
        Assert.Equal("response.completed", Type(rest[^1]));
        Assert.Equal(60 + 8, rest[^1].GetProperty("sequence_number").GetInt64() + 1);

        // Every place, on both, also after other turns and without anything kept in memory.
        await Respond($$"""
            "input":"next","previous_response_id":"{{id}}"
            """);
        var all = await Resume(id);
        Assert.Equal(rest.Select(static one => one.GetRawText()), all[5..].Select(static one => one.GetRawText()));
        foreach (var after in new[] { 0, 30, 66, 67, 1_000 })
            Assert.Equal(all.Skip(after + 1).Select(static one => one.GetRawText()), (await Resume(id, after, after % 2 == 0 ? client : null)).Select(static one => one.GetRawText()));
    }

    [Fact]
    public async Task a_response_that_was_not_streamed_can_be_streamed_afterwards()
    {
        var response = await Respond("""
            "model":"builtin/echo?tokens=5","input":"hello"
            """);
        var events = await Resume(Id(response));
        Assert.Equal(response.GetRawText(), events[^1].GetProperty("response").GetRawText());
        Assert.Equal(Said(response), string.Concat(events.Where(static one => Type(one) == "response.output_text.delta").Select(static one => one.GetProperty("delta").GetString())));
    }

    [Fact]
    public async Task a_stream_that_reaches_a_limit_ends_as_incomplete()
    {
        var end = (await Stream("""
            "input":"one two three four five six","max_output_tokens":3
            """))[^1];
        Assert.Equal(("response.incomplete", "incomplete", "max_output_tokens"), (Type(end), Status(end.GetProperty("response")), end.GetProperty("response").GetProperty("incomplete_details").GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_model_that_refuses_at_once_is_an_error_status(bool stream) => await Error(
        HttpStatusCode.BadGateway, "provider_failed", null, Ask($$"""{"model":"builtin/echo?fail=500","stream":{{(stream ? "true" : "false")}},"input":"x"}"""));

    [Fact]
    public async Task a_model_that_dies_in_mid_stream_is_told_by_response_failed_and_the_stream_ends_cleanly()
    {
        var events = await Stream("""
            "model":"builtin/echo?tokens=5&tokenMs=20&failAfter=3","input":"x"
            """);
        var response = events[^1].GetProperty("response");
        Assert.Equal(("response.failed", "failed", "provider_failed"), (Type(events[^1]), Status(response), response.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(["code", "message"], Names(response.GetProperty("error")));
        Assert.Equal(("response.output_item.done", "incomplete"), (Type(events[^2]), Status(events[^2].GetProperty("item"))));
        Assert.NotEqual("", Said(response));

        var read = await Read(response);
        Assert.Equal(("failed", "provider_failed", Said(response)), (Status(read), read.GetProperty("error").GetProperty("code").GetString(), Said(read)));
        Assert.Equal(response.GetProperty("output").GetRawText(), read.GetProperty("output").GetRawText());
        Assert.Equal(events.Select(static one => one.GetRawText()), (await Resume(Id(response))).Select(static one => one.GetRawText()));
    }

    [Fact]
    public async Task a_caller_who_leaves_ends_the_response_only_when_it_was_so_agreed()
    {
        foreach (var (policy, tokens, status) in new[] { ("cancel", 2000, "cancelled"), ("finish", 40, "completed") })
        {
            string id;
            using (var answer = await Ask($$"""{"model":"builtin/echo?tokens={{tokens}}&tokenMs=50","stream":true,"onDisconnect":"{{policy}}","input":"x"}"""))
            {
                var seen = await SseFrame.Read(answer, Cancellation).Where(static frame => frame.Comment is null).Take(6).ToListAsync(Cancellation);
                id = Id(seen[0].Json.GetProperty("response"));
            }

            Assert.Equal(status, Status(await Ended(id)));
        }
    }

    [Theory]
    [InlineData("stream=maybe", "stream")]
    [InlineData("stream=true&starting_after=-1", "starting_after")]
    [InlineData("stream=true&starting_after=x", "starting_after")]
    [InlineData("starting_after=1.5", "starting_after")]
    public async Task a_query_that_cannot_be_is_refused_by_name(string query, string param)
    {
        var response = await Respond("""
            "input":"x"
            """);
        await Error(HttpStatusCode.BadRequest, "invalid_value", param, Owner.GetAsync($"{Path}/{Id(response)}?{query}", Cancellation));
    }

    private async Task<JsonElement[]> Sessions() =>
        [.. (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray()];

    private Task<ProgramHost> AnotherReplica() => ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, new Dictionary<string, string>
    {
        ["ConnectionStrings:redis"] = Platform.Redis.ConnectionString,
        ["urls"] = "http://127.0.0.1:0",
        ["Logging:LogLevel:Default"] = "Warning",
    });
}
