using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>Responses that follow others, belong to conversations, or are stored nowhere.</summary>
public sealed class ResponseChainTests(PlatformFixture platform) : ResponseTest(platform)
{
    /// <summary>A model whose answer begins with the number of messages it was given.</summary>
    private const string Counting = "\"model\":\"builtin/echo?history=1\",";

    [Fact]
    public async Task responses_of_one_chain_are_one_session()
    {
        var first = await Respond(Counting + "\"input\":\"one\"");
        var second = await Respond(Counting + $"\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\"");
        var third = await Respond(Counting + $"\"input\":\"three\",\"previous_response_id\":\"{Id(second)}\"");

        Assert.StartsWith("5 messages", Said(third));
        Assert.Equal(Id(second), third.GetProperty("previous_response_id").GetString());
        var session = Assert.Single(await Sessions());
        Assert.Equal(6, session.GetProperty("messageCount").GetInt32());
        Assert.StartsWith("rs_", Id(session));
        Assert.Equal(["one", "two", "three"], (await History(Id(session))).Where(static message => !message.Contains("echo")));
    }

    [Fact]
    public async Task a_response_that_follows_one_from_the_middle_goes_on_in_a_branch()
    {
        var first = await Respond(Counting + "\"input\":\"one\"");
        var second = await Respond(Counting + $"\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\"");
        var other = await Respond(Counting + $"\"input\":\"other\",\"previous_response_id\":\"{Id(first)}\"");
        var after = await Respond(Counting + $"\"input\":\"after other\",\"previous_response_id\":\"{Id(other)}\"");
        var events = await Stream(Counting + $"\"input\":\"a third way\",\"previous_response_id\":\"{Id(first)}\"");
        var third = await Respond(Counting + $"\"input\":\"three\",\"previous_response_id\":\"{Id(second)}\"");

        Assert.StartsWith("3 messages", Said(other));
        Assert.StartsWith("5 messages. echo: after other", Said(after));
        Assert.StartsWith("3 messages. echo: a third way", Said(events[^1].GetProperty("response")));
        Assert.StartsWith("5 messages. echo: three", Said(third));
        Assert.Equal(3, (await Sessions()).Length);
        foreach (var response in new[] { first, second, other, after, third, events[^1].GetProperty("response") })
            Assert.Equal(response.GetRawText(), (await Read(response)).GetRawText());
    }

    [Fact]
    public async Task two_that_follow_the_same_response_at_the_same_moment_both_run()
    {
        var first = await Respond(Counting + "\"input\":\"one\"");
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Respond(Counting + $"\"input\":\"{index}\",\"previous_response_id\":\"{Id(first)}\"")));
        Assert.All(both, static response => Assert.StartsWith("3 messages", Said(response)));
        Assert.Equal(8, (await Sessions()).Length);
    }

    [Fact]
    public async Task instructions_are_given_to_the_model_and_not_carried_over()
    {
        // The test model does not count instructions, so they are looked for where they would be stored.
        var first = await Respond("\"input\":\"one\",\"instructions\":\"Sing.\"");
        var second = await Respond($"\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\"");
        Assert.Equal(JsonValueKind.Null, second.GetProperty("instructions").ValueKind);
        Assert.Equal(["one", "echo: one", "two", "echo: two"], await History(Id(Assert.Single(await Sessions()))));
    }

    [Theory]
    [InlineData("\"conversation\":\"{0}\"")]
    [InlineData("\"conversation\":{{\"id\":\"{0}\"}}")]
    public async Task a_response_is_added_to_its_conversation_which_may_be_any_session(string field)
    {
        var session = await NewSession();
        await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync($"/v1/sessions/{session}/messages", new { content = "one" }, Cancellation));

        var response = await Respond(Counting + "\"input\":\"two\"," + string.Format(null, field, session));

        Assert.StartsWith("3 messages", Said(response));
        Assert.Equal($$"""{"id":"{{session}}"}""", response.GetProperty("conversation").GetRawText());
        Assert.Equal(response.GetRawText(), (await Read(response)).GetRawText());
        Assert.Equal(4, (await History(session)).Length);
        var follower = await Respond(Counting + $"\"input\":\"aside\",\"previous_response_id\":\"{Id(response)}\"");
        Assert.StartsWith("5 messages", Said(follower));
        Assert.Equal(4, (await History(session)).Length);
    }

    [Fact]
    public async Task a_response_that_is_not_stored_leaves_no_trace_and_knows_what_it_follows()
    {
        var first = await Respond(Counting + "\"input\":\"one\"");
        var second = await Respond(Counting + $"\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\"");
        var session = Id(Assert.Single(await Sessions()));

        foreach (var (previous, count) in new[] { (first, 3), (second, 5) })
        {
            var aside = await Respond(Counting + $"\"input\":\"aside\",\"store\":false,\"previous_response_id\":\"{Id(previous)}\"");
            Assert.StartsWith($"{count} messages. echo: aside", Said(aside));
            Assert.False(aside.GetProperty("store").GetBoolean());
            await Error(HttpStatusCode.NotFound, "response_not_found", Owner.GetAsync($"{Path}/{Id(aside)}", Cancellation));
            await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Ask($$"""{"model":"builtin/echo","input":"x","previous_response_id":"{{Id(aside)}}"}"""));
        }

        Assert.StartsWith("5 messages", Said(await Respond(Counting + $"\"input\":\"aside\",\"store\":false,\"conversation\":\"{session}\"")));
        var events = await Stream("\"model\":\"builtin/echo?tokens=200\",\"input\":\"x\",\"store\":false");
        Assert.Equal("response.completed", Type(events[^1]));
        await Error(HttpStatusCode.NotFound, "response_not_found", Owner.GetAsync($"{Path}/{Id(events[^1].GetProperty("response"))}", Cancellation));
        Assert.Equal(4, (await History(session)).Length);
        Assert.Single(await Sessions());
    }

    [Fact]
    public async Task a_long_chain_is_known_to_one_that_is_not_stored()
    {
        var input = string.Join(',', Enumerable.Range(0, 60).Select(static index => $$"""{"role":"user","content":"m{{index}}"}"""));
        var first = await Respond($"\"input\":[{input}]");
        var second = await Respond($"\"input\":[{input[..input.IndexOf("m30", StringComparison.Ordinal)]}m30\"}}],\"previous_response_id\":\"{Id(first)}\"");
        Assert.StartsWith("94 messages", Said(await Respond(Counting + $"\"input\":\"x\",\"store\":false,\"previous_response_id\":\"{Id(second)}\"")));
    }

    [Fact]
    public async Task items_can_be_named_by_their_ids()
    {
        var first = await Respond("\"model\":\"builtin/echo?tool=1\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"}],\"input\":\"one\"");
        var call = first.GetProperty("output")[0];
        var given = await Json(HttpStatusCode.OK, Owner.GetAsync($"{Path}/{Id(first)}/input_items", Cancellation));

        var response = await Respond(Counting + $$"""
            "input":[{"type":"item_reference","id":"{{given.GetProperty("first_id").GetString()}}"},{"type":"item_reference","id":"{{Id(call)}}"},
             {"type":"function_call_output","call_id":"{{call.GetProperty("call_id").GetString()}}","output":"sunny"}]
            """);

        Assert.Equal("3 messages. echo: one (the tool said: sunny)", Said(response));
        Assert.Equal(2, (await Sessions()).Length);
        foreach (var id in new[] { Id(call).Replace("_2_0_", "_9_0_"), Id(call).Replace("_2_0_", "_2_1_"), Id(call).Replace("fc_", "fco_").Replace("_2_0_", "_2_") })
            await Error(HttpStatusCode.NotFound, "item_not_found", "input[0].id", Ask($$"""{"model":"builtin/echo","input":[{"type":"item_reference","id":"{{id}}"}]}"""));
    }

    [Theory]
    [InlineData("\"stream\":false,")]
    [InlineData("\"stream\":true,")]
    [InlineData("\"background\":true,")]
    public async Task the_same_request_again_is_answered_by_the_same_response(string how)
    {
        var first = await Respond("\"input\":\"one\"");
        await Respond($"\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\"");
        // A new chain, the end of a chain, and a branch.
        var chain = await Respond("\"input\":\"a\"");
        foreach (var fields in new[] { "\"input\":\"x\"", $"\"input\":\"x\",\"previous_response_id\":\"{Id(chain)}\"", $"\"input\":\"x\",\"previous_response_id\":\"{Id(first)}\"" })
        {
            var key = "k-" + Guid.NewGuid();
            List<string> ids = [];
            for (var attempt = 0; attempt < 3; attempt++)
                ids.Add(await IdOf(how + fields, ("Idempotency-Key", key)));
            Assert.Single(ids.Distinct());
            await Error(HttpStatusCode.UnprocessableEntity, "idempotency_conflict", Ask($$"""{"model":"builtin/echo","metadata":{"other":"1"},{{how}}{{fields}}}""", null, ("Idempotency-Key", key)));
        }
    }

    [Fact]
    public async Task a_client_that_counts_its_retries_never_doubles_a_response_of_a_chain()
    {
        var first = await Respond("\"input\":\"one\"");
        var fields = $"\"input\":\"two\",\"previous_response_id\":\"{Id(first)}\"";
        var second = await Respond(fields, null, ("x-stainless-retry-count", "0"));
        var again = await Respond(fields, null, ("x-stainless-retry-count", "1"));
        Assert.Equal(Id(second), Id(again));
        Assert.NotEqual(Id(second), Id(await Respond(fields, null, ("x-stainless-retry-count", "0"))));
    }

    [Fact]
    public async Task many_of_the_same_request_at_the_same_moment_are_one_response()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Respond("\"input\":\"x\"", null, ("Idempotency-Key", "together-" + TenantId))));
        Assert.Single(answers.Select(Id).Distinct());
        Assert.Equal(2, Assert.Single(await Sessions()).GetProperty("messageCount").GetInt32());
    }

    private async Task<string> IdOf(string fields, (string, string) header)
    {
        using var answer = await Ask($$"""{"model":"builtin/echo",{{fields}}}""", null, header);
        return fields.Contains("\"stream\":true") ? Id((await Events(answer))[0].GetProperty("response")) : Id(await Json(HttpStatusCode.OK, answer));
    }

    private async Task<JsonElement[]> Sessions() =>
        [.. (await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions?limit=100", Cancellation))).GetProperty("data").EnumerateArray()];

    private async Task<string[]> History(string session) =>
        [.. (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{session}/messages?limit=100", Cancellation))).GetProperty("data").EnumerateArray().Select(static message => message.GetProperty("content").GetString()!)];
}
