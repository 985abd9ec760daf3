using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

public sealed class ResponseFormatTests(PlatformFixture platform) : ResponseTest(platform)
{
    private static readonly string[] Fields =
    [
        "id", "object", "created_at", "completed_at", "status", "incomplete_details", "model", "previous_response_id", "instructions", "output", "error", "tools",
        "tool_choice", "truncation", "parallel_tool_calls", "text", "top_p", "presence_penalty", "frequency_penalty", "top_logprobs", "temperature", "reasoning",
        "user", "usage", "max_output_tokens", "max_tool_calls", "store", "background", "service_tier", "metadata", "safety_identifier", "prompt_cache_key",
    ];

    [Theory]
    [InlineData("builtin/echo")]
    [InlineData("agent/echo")]
    public async Task a_response_has_the_wire_format_of_the_original(string model)
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var response = await Respond($$"""
            "model":"{{model}}","input":"hello"
            """);
        Assert.Equal(Fields, Names(response));
        Assert.Matches("^resp_[0-9A-HJKMNP-TV-Z]{26}_r[0-9A-HJKMNP-TV-Z]{26}$", Id(response));
        Assert.Equal(("response", "completed", model), (response.GetProperty("object").GetString(), Status(response), response.GetProperty("model").GetString()));
        Assert.InRange(response.GetProperty("created_at").GetInt64(), before, before + 60);
        Assert.InRange(response.GetProperty("completed_at").GetInt64(), response.GetProperty("created_at").GetInt64(), before + 60);
        foreach (var name in new[] { "incomplete_details", "previous_response_id", "instructions", "error", "reasoning", "user", "max_output_tokens", "max_tool_calls", "safety_identifier", "prompt_cache_key" })
            Assert.Equal(JsonValueKind.Null, response.GetProperty(name).ValueKind);
        Assert.Equal((1.0, 1.0, 0.0, 0.0, 0), (Number("temperature"), Number("top_p"), Number("presence_penalty"), Number("frequency_penalty"), response.GetProperty("top_logprobs").GetInt32()));
        Assert.Equal(("auto", "disabled", "default"), (response.GetProperty("tool_choice").GetString(), response.GetProperty("truncation").GetString(), response.GetProperty("service_tier").GetString()));
        Assert.Equal((true, true, false), (response.GetProperty("parallel_tool_calls").GetBoolean(), response.GetProperty("store").GetBoolean(), response.GetProperty("background").GetBoolean()));
        Assert.Equal("""{"format":{"type":"text"}}""", response.GetProperty("text").GetRawText());
        Assert.Equal(("[]", "{}"), (response.GetProperty("tools").GetRawText(), response.GetProperty("metadata").GetRawText()));
        var usage = response.GetProperty("usage");
        Assert.Equal(["input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details", "total_tokens"], Names(usage));
        Assert.Equal((0, 0), (usage.GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt32(), usage.GetProperty("output_tokens_details").GetProperty("reasoning_tokens").GetInt32()));
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32());
        var item = Assert.Single(response.GetProperty("output").EnumerateArray());
        Assert.Equal(["type", "id", "status", "role", "content"], Names(item));
        Assert.Equal(("message", "completed", "assistant"), (Type(item), Status(item), item.GetProperty("role").GetString()));
        Assert.StartsWith("msg_", Id(item));
        Assert.Equal("""[{"type":"output_text","text":"echo: hello","annotations":[],"logprobs":[]}]""", item.GetProperty("content").GetRawText());

        double Number(string name) => response.GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task what_was_asked_for_is_shown_again_and_a_response_reads_back_as_it_was_answered()
    {
        var first = await Respond("""
            "input":"a"
            """);
        var response = await Respond($$"""
            "input":[{"role":"user","content":"hello"}],"instructions":"Be brief.","previous_response_id":"{{Id(first)}}","temperature":0.5,"top_p":0.25,
            "max_output_tokens":100,"max_tool_calls":3,"metadata":{"k":"v"},"parallel_tool_calls":false,"truncation":"auto","user":"ada","safety_identifier":"s",
            "prompt_cache_key":"p","tool_choice":"none","tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},{"type":"function","name":"g"}],
            "text":{"format":{"type":"text"},"verbosity":"low"}
            """);
        Assert.Equal((Id(first), "Be brief.", 0.5, 0.25, 100, 3), (response.GetProperty("previous_response_id").GetString(), response.GetProperty("instructions").GetString(),
            response.GetProperty("temperature").GetDouble(), response.GetProperty("top_p").GetDouble(), response.GetProperty("max_output_tokens").GetInt32(), response.GetProperty("max_tool_calls").GetInt32()));
        Assert.Equal(("{\"k\":\"v\"}", false, "auto", "ada", "s", "p", "none"), (response.GetProperty("metadata").GetRawText(), response.GetProperty("parallel_tool_calls").GetBoolean(),
            response.GetProperty("truncation").GetString(), response.GetProperty("user").GetString(), response.GetProperty("safety_identifier").GetString(), response.GetProperty("prompt_cache_key").GetString(), response.GetProperty("tool_choice").GetString()));
        Assert.Equal(
            """[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},{"type":"function","name":"g","description":null,"parameters":null,"strict":null}]""",
            response.GetProperty("tools").GetRawText());
        Assert.Equal("""{"format":{"type":"text"},"verbosity":"low"}""", response.GetProperty("text").GetRawText());

        Assert.Equal(response.GetRawText(), (await Read(response)).GetRawText());
        Assert.Equal(first.GetRawText(), (await Read(first)).GetRawText());
    }

    [Fact]
    public async Task a_schema_for_the_text_reaches_the_model_and_is_shown_again()
    {
        const string Format = """{"type":"json_schema","name":"city","description":"d","schema":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]},"strict":true}""";
        var response = await Respond($$"""
            "input":"x","text":{"format":{{Format}}}
            """);
        Assert.Equal(JsonValueKind.String, JsonElement.Parse(Said(response)).GetProperty("name").ValueKind);
        Assert.Equal(Format, response.GetProperty("text").GetProperty("format").GetRawText());
        Assert.Equal("echo: x", JsonElement.Parse(Said(await Respond("""
            "input":"x","text":{"format":{"type":"json_object"}}
            """))).GetProperty("echo").GetString());
    }

    [Fact]
    public async Task a_response_that_reaches_its_limit_is_incomplete()
    {
        var response = await Respond("""
            "input":"one two three four five six","max_output_tokens":3
            """);
        Assert.Equal(("incomplete", """{"reason":"max_output_tokens"}"""), (Status(response), response.GetProperty("incomplete_details").GetRawText()));
        Assert.Equal("incomplete", Status(response.GetProperty("output")[0]));
        Assert.Equal(JsonValueKind.Null, response.GetProperty("completed_at").ValueKind);
        Assert.Equal(response.GetRawText(), (await Read(response)).GetRawText());
    }

    [Fact]
    public async Task everything_that_clients_send_and_the_platform_does_not_use_is_let_pass() => await Respond("""
        "input":[{"role":"user","content":"x"}],"text":{},"include":[],"tools":[],"stream":false,"store":true,"background":false,"reasoning":{"effort":"low"},"service_tier":"auto",
        "presence_penalty":0,"frequency_penalty":0,"top_logprobs":0,"user":"","instructions":null,"previous_response_id":null,"conversation":null,"tool_choice":null,"metadata":null,
        "stream_options":{"include_obfuscation":false},"prompt_cache_retention":"24h","unknown":{"a":1}
        """);

    [Fact]
    public async Task the_accept_header_makes_no_stream()
    {
        var response = await Respond("""
            "input":"x"
            """, null, ("Accept", "text/event-stream"), ("OpenAI-Organization", "o"), ("OpenAI-Project", "p"));
        Assert.Equal("completed", Status(response));
    }

    [Fact]
    public async Task the_input_items_of_a_response_are_listed()
    {
        var first = await Respond("""
            "input":"before"
            """);
        var response = await Respond($$"""
            "previous_response_id":"{{Id(first)}}","input":[{"role":"developer","content":"a"},{"role":"user","content":"b"},{"role":"assistant","content":"c"},
             {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"d"},{"role":"user","content":"e"}]
            """);

        var all = await Items(response, "");
        Assert.Equal(["object", "data", "first_id", "last_id", "has_more"], Names(all));
        Assert.Equal(("list", false), (all.GetProperty("object").GetString(), all.GetProperty("has_more").GetBoolean()));
        Assert.Equal(["message", "function_call_output", "function_call", "message", "message", "message"], all.GetProperty("data").EnumerateArray().Select(Type));
        Assert.Equal(["input_text", "input_text", "output_text", "input_text"], (await Items(response, "?order=asc")).GetProperty("data").EnumerateArray().Where(static item => Type(item) == "message").Select(static item => Type(item.GetProperty("content")[0])));
        var ids = all.GetProperty("data").EnumerateArray().Select(Id).ToArray();
        Assert.Equal(6, ids.Distinct().Count());
        Assert.Equal((ids[0], ids[^1]), (all.GetProperty("first_id").GetString(), all.GetProperty("last_id").GetString()));

        var page = await Items(response, $"?limit=2&after={ids[1]}");
        Assert.Equal((ids[2], ids[3], true), (page.GetProperty("first_id").GetString(), page.GetProperty("last_id").GetString(), page.GetProperty("has_more").GetBoolean()));
        Assert.Equal(ids[..2], (await Items(response, $"?order=asc&after={ids[2]}")).GetProperty("data").EnumerateArray().Select(Id).Reverse());
        var none = await Items(response, $"?after={ids[^1]}");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 0), (none.GetProperty("first_id").ValueKind, none.GetProperty("last_id").ValueKind, none.GetProperty("data").GetArrayLength()));
        foreach (var (query, param) in new[] { ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("order=up", "order"), ("after=msg_x", "after"), ("after=", "after") })
            await Error(HttpStatusCode.BadRequest, "invalid_value", param, Owner.GetAsync($"{Path}/{Id(response)}/input_items?{query}", Cancellation));
    }

    private Task<JsonElement> Items(JsonElement response, string query) => Json(HttpStatusCode.OK, Owner.GetAsync($"{Path}/{Id(response)}/input_items{query}", Cancellation));
}
