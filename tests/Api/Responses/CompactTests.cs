using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

public sealed class CompactTests(PlatformFixture platform) : ResponseTest(platform)
{
    [Fact]
    public async Task a_conversation_is_compacted_and_what_comes_of_it_is_taken_as_input()
    {
        var compacted = await Compact("""
            "prompt_cache_key":"k","input":[{"role":"user","content":"The code word is cobalt."},{"role":"assistant","content":"Fine."},
             {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"sunny"}]
            """);
        Assert.Equal(["id", "object", "created_at", "output", "usage"], Names(compacted));
        Assert.Equal("response.compaction", compacted.GetProperty("object").GetString());
        Assert.True(compacted.GetProperty("created_at").TryGetInt64(out _));
        Assert.True(compacted.GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
        var item = Assert.Single(compacted.GetProperty("output").EnumerateArray());
        Assert.Equal(["type", "id", "encrypted_content"], Names(item));
        Assert.Equal("compaction", Type(item));

        var response = await Respond($$"""
            "input":[{{item.GetRawText()}},{"role":"user","content":"And now?"}]
            """);
        Assert.Equal("echo: And now?", Said(response));
        // The test model repeats what it is given, so the whole conversation is in what it made of it.
        var chain = Assert.Single((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
        var given = (await Json(HttpStatusCode.OK, Owner.GetAsync($"/v1/sessions/{Id(chain)}/messages", Cancellation))).GetProperty("data")[0].GetProperty("content").GetString()!;
        foreach (var part in new[] { "user: The code word is cobalt.", "assistant: Fine.", "assistant calls f as c1 with {}", "tool c1: sunny" })
            Assert.Contains(part, given);
        var input = (await Json(HttpStatusCode.OK, Owner.GetAsync($"{Path}/{Id(response)}/input_items?order=asc", Cancellation))).GetProperty("data")[0];
        Assert.Equal(("compaction", item.GetProperty("encrypted_content").GetString()), (Type(input), input.GetProperty("encrypted_content").GetString()));
    }

    [Fact]
    public async Task a_chain_is_compacted_and_left_as_it_is()
    {
        var first = await Respond("\"input\":\"one\"");
        var compacted = await Compact($"\"previous_response_id\":\"{Id(first)}\"");
        Assert.Single(compacted.GetProperty("output").EnumerateArray());
        var session = Assert.Single((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
        Assert.Equal(2, session.GetProperty("messageCount").GetInt32());
        await Compact($"\"input\":\"{string.Concat(Enumerable.Repeat("ü", 100_000 / 2))}\"");
    }

    [Theory]
    [InlineData("\"input\":\"x\"", "missing_field", "model")]
    [InlineData("\"model\":\"builtin/echo\"", "missing_field", "input")]
    [InlineData("\"model\":\"builtin/echo\",\"input\":[]", "invalid_value", "input")]
    [InlineData("\"model\":\"builtin/echo\",\"input\":\"x\",\"instructions\":5", "invalid_value", "instructions")]
    [InlineData("\"model\":\"builtin/echo\",\"input\":\"x\",\"previous_response_id\":5", "invalid_value", "previous_response_id")]
    public async Task what_is_wrong_is_named(string fields, string code, string param) => await Error(
        HttpStatusCode.BadRequest, code, param, Owner.PostAsync(Path + "/compact", Text($"{{{fields}}}"), Cancellation));

    [Fact]
    public async Task what_is_not_there_is_not_found()
    {
        await Error(HttpStatusCode.NotFound, "model_not_found", "model", Owner.PostAsync(Path + "/compact", Text("""{"model":"nowhere/nothing","input":"x"}"""), Cancellation));
        await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Owner.PostAsync(Path + "/compact", Text("""{"model":"builtin/echo","previous_response_id":"resp_x"}"""), Cancellation));
    }

    private Task<JsonElement> Compact(string fields) => Json(HttpStatusCode.OK, Owner.PostAsync(Path + "/compact", Text($$"""{"model":"builtin/echo",{{fields}}}"""), Cancellation));
}
