using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.ChatCompletions;

/// <summary>The fields of a request: each is honoured, let pass, or refused by its path.</summary>
public sealed class ChatFieldTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Tools = """ "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}]""";
    private const string Said = """[{"role":"user","content":"x"}]""";

    [Theory]
    [InlineData(""" "max_tokens":5,"max_completion_tokens":5""", "max_tokens", "exclude each other")]
    [InlineData(""" "n":3""", "n", "only one answer")]
    [InlineData(""" "functions":[{"name":"f"}]""", "functions", "send 'tools'")]
    [InlineData(""" "function_call":"auto" """, "function_call", "send 'tool_choice'")]
    [InlineData(""" "audio":{"voice":"alloy","format":"mp3"}""", "audio", "only text")]
    [InlineData(""" "modalities":["text","audio"]""", "modalities[1]", "audio")]
    [InlineData(""" "modalities":"text" """, "modalities", "array")]
    [InlineData(""" "modalities":[7]""", "modalities[0]", "string")]
    [InlineData(""" "response_format":{"type":"json_schema"}""", "response_format.json_schema", "missing")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":[]}""", "response_format.json_schema", "object")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"schema":{}}}""", "response_format.json_schema.name", "missing")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"a b","schema":{}}}""", "response_format.json_schema.name", "letters")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"a"}}""", "response_format.json_schema.schema", "missing")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":"{}"}}""", "response_format.json_schema.schema", "object")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{},"strict":"yes"}}""", "response_format.json_schema.strict", "true or false")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{},"description":1}}""", "response_format.json_schema.description", "string")]
    [InlineData(""" "tool_choice":"sometimes" """, "tool_choice", "auto, none, required")]
    [InlineData(""" "tool_choice":7""", "tool_choice", "auto, none, required")]
    [InlineData(""" "tool_choice":{}""", "tool_choice", "auto, none, required")]
    [InlineData(""" "tool_choice":{"type":"custom","custom":{"name":"f"}}""", "tool_choice", "auto, none, required")]
    [InlineData(""" "tool_choice":{"type":"function","name":"f"}""", "tool_choice.function", "missing")]
    [InlineData(""" "tool_choice":{"type":"function","function":"f"}""", "tool_choice.function", "object")]
    [InlineData(""" "tool_choice":{"type":"function","function":{}}""", "tool_choice.function.name", "missing")]
    [InlineData(""" "tool_choice":{"type":"function","function":{"name":"h"}}""", "tool_choice.function.name", "one of 'tools'")]
    [InlineData(""" "tool_choice":{"type":"allowed_tools"}""", "tool_choice.allowed_tools", "missing")]
    [InlineData(""" "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"none","tools":[{"type":"function","function":{"name":"f"}}]}}""", "tool_choice.allowed_tools.mode", "auto or required")]
    [InlineData(""" "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}}""", "tool_choice.allowed_tools.tools", "at least one")]
    [InlineData(""" "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"h"}}]}}""", "tool_choice.allowed_tools.tools[0].function.name", "one of 'tools'")]
    [InlineData(""" "stop":"" """, "stop", "1 to 1000 characters")]
    [InlineData(""" "stop":["a",""]""", "stop[1]", "1 to 1000 characters")]
    [InlineData(""" "parallel_tool_calls":"no" """, "parallel_tool_calls", "true or false")]
    [InlineData(""" "seed":1.5""", "seed", "whole number")]
    [InlineData(""" "top_p":1.1""", "top_p", "0 to 1")]
    [InlineData(""" "stream":"yes" """, "stream", "true or false")]
    [InlineData(""" "stream":true,"stream_options":{"include_usage":1}""", "stream_options.include_usage", "true or false")]
    [InlineData(""" "user":7""", "user", "string")]
    [InlineData(""" "metadata":{"k":7}""", "metadata.k", "string")]
    public async Task a_field_that_cannot_be_is_refused_by_its_path_in_words_that_help(string field, string param, string words)
    {
        var error = await Refused($$"""{"model":"builtin/echo",{{Tools}},{{field}},"messages":{{Said}}}""", param);
        Assert.Contains(words, error);
    }

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"x"}}]}""", "messages[1].content[1].type", "image_url")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"","format":"wav"}}]}""", "messages[1].content[0].type", "input_audio")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}""", "messages[1].content[0].type", "file")]
    [InlineData("""{"role":"user","content":[]}""", "messages[1].content", "at least one")]
    [InlineData("""{"role":"function","name":"f","content":"x"}""", "messages[1].role", "system, developer, user, assistant, tool")]
    [InlineData("""{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}""", "messages[1].function_call", "tool_calls")]
    [InlineData("""{"role":"assistant","audio":{"id":"a"}}""", "messages[1].audio", "transcript")]
    [InlineData("""{"role":"assistant","content":null}""", "messages[1].content", "missing")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"","function":{"name":"f"}}]}""", "messages[1].tool_calls[0].id", "1 to 256")]
    [InlineData("""{"role":"assistant","tool_calls":[{"type":"custom","id":"a","custom":{"name":"f"}}]}""", "messages[1].tool_calls[0].type", "function")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"a b"}}]}""", "messages[1].tool_calls[0].function.name", "1 to 64")]
    [InlineData("""{"role":"tool","tool_call_id":"","content":"x"}""", "messages[1].tool_call_id", "1 to 256")]
    [InlineData("""{"role":"tool","tool_call_id":"call_1","content":"x"}""", "messages[1].tool_call_id", "no assistant message before it")]
    [InlineData("""{"role":"user","content":"x","name":""}""", "messages[1].name", "1 to 64")]
    public async Task a_message_that_cannot_be_is_refused_by_its_path_in_words_that_help(string message, string param, string words) => Assert.Contains(
        words, await Refused($$"""{"model":"builtin/echo","messages":[{"role":"user","content":"x"},{{message}}]}""", param));

    [Theory]
    [InlineData(""" "functions":null,"function_call":null,"audio":null,"modalities":null,"tool_choice":null,"response_format":null""")]
    [InlineData(""" "modalities":["text"],"store":true,"service_tier":"flex","reasoning_effort":"high","verbosity":"low","parallel_tool_calls":false""")]
    [InlineData(""" "prediction":{"type":"content","content":"x"},"safety_identifier":"s","prompt_cache_key":"k","top_logprobs":2,"logprobs":true,"web_search_options":{}""")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"},"strict":null,"description":null}}""")]
    [InlineData(""" "stream_options":null,"max_tokens":null,"max_completion_tokens":7,"n":null,"stop":[],"tools":null,"metadata":null,"user":null,"seed":-1""")]
    public async Task null_is_as_good_as_left_out_and_unknown_fields_are_let_pass(string fields) =>
        await Json(HttpStatusCode.OK, Chat($$"""{"model":"builtin/echo",{{fields}},"messages":{{Said}}}"""));

    [Theory]
    [InlineData("none", null)]
    [InlineData("auto", null)]
    [InlineData("required", "f")]
    public async Task the_choice_of_a_tool_is_honoured(string choice, string? called) =>
        Assert.Equal(called, Called(await Json(HttpStatusCode.OK, Chat($$"""{"model":"builtin/echo",{{Tools}},"tool_choice":"{{choice}}","messages":{{Said}}}"""))));

    [Theory]
    [InlineData("""{"type":"function","function":{"name":"g"}}""", "g")]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}}""", "g")]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"g"}}]}}""", null)]
    public async Task the_choice_among_tools_is_honoured(string choice, string? called) =>
        Assert.Equal(called, Called(await Json(HttpStatusCode.OK, Chat($$"""{"model":"builtin/echo",{{Tools}},"tool_choice":{{choice}},"messages":{{Said}}}"""))));

    [Fact]
    public async Task a_tool_of_the_agent_can_be_chosen_without_sending_it()
    {
        await Json(HttpStatusCode.OK, Send(Owner, "PUT", "/v1/agents/handy", Text("""{"model":"builtin/echo","options":{"tools":[{"name":"dig"}]}}""")));
        foreach (var choice in new[] { "\"required\"", """{"type":"function","function":{"name":"dig"}}""" })
            Assert.Equal("dig", Called(await Json(HttpStatusCode.OK, Chat($$"""{"model":"agent/handy","tool_choice":{{choice}},"messages":{{Said}}}"""))));
        await Error(HttpStatusCode.BadRequest, "invalid_value", "tool_choice", Chat($$"""{"model":"agent/handy","tool_choice":{"type":"function","function":{"name":"fly"} },"messages":{{Said}}}"""));
    }

    [Fact]
    public async Task the_result_of_a_call_that_nobody_made_in_the_session_is_refused_by_its_path()
    {
        const string Body = """
            {"model":"builtin/echo?tool=1","tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"x"},
             {"role":"assistant","tool_calls":[{"id":"CALL","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"CALL","content":"sunny"}]}
            """;
        await Error(HttpStatusCode.BadRequest, "invalid_value", "messages[2].tool_call_id", Chat(Body, "tools-go-round"));
        Assert.Empty((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());

        var asked = await Json(HttpStatusCode.OK, Chat("""{"model":"builtin/echo?tool=1","tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"x"}]}""", "tools-go-round"));
        var call = asked.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("id").GetString()!;
        await Error(HttpStatusCode.BadRequest, "invalid_value", "messages[2].tool_call_id", Chat(Body, "tools-go-round"));
        var answered = await Json(HttpStatusCode.OK, Chat(Body.Replace("CALL", call, StringComparison.Ordinal), "tools-go-round"));
        Assert.Equal("echo: x (the tool said: sunny)", answered.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task the_arguments_of_a_call_are_as_large_as_a_message_at_most()
    {
        var body = $$"""{"model":"builtin/echo","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{{new string('x', 102_401)}}"} }]}]}""";
        await Error(HttpStatusCode.RequestEntityTooLarge, "message_too_large", "messages[1].tool_calls[0].function.arguments", Chat(body));
    }

    [Fact]
    public async Task a_refusal_is_sent_back_without_content_and_counts_as_a_message()
    {
        var answer = await Json(HttpStatusCode.OK, Chat("""
            {"model":"builtin/echo?history=1","messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"refusal":"no"},
             {"role":"assistant","content":[{"type":"refusal","refusal":"no"}]},{"role":"user","content":"b"}]}
            """));
        Assert.StartsWith("4 ", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task figures_that_the_platform_estimated_are_marked()
    {
        const string Body = """{"model":"builtin/echo?tokens=100&tokenMs=600000","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"x"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Text(Body), Headers = { { "x-session-id", "stopped" } } };
        using var stream = await Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        // A model that is stopped never comes to tell its own figures.
        await Json(HttpStatusCode.OK, Send(Owner, "POST", "/v1/sessions/stopped/cancel"));
        var frames = await SseFrame.Read(stream, Cancellation).ToListAsync(Cancellation);
        var usage = frames[^2].Json.GetProperty("usage");
        Assert.True(usage.GetProperty("estimated").GetBoolean());
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal("stop", frames[^3].Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData(""" "max_completion_tokens":2""", "length")]
    [InlineData(""" "max_tokens":2""", "length")]
    [InlineData(""" "stop":"lo" """, "stop")]
    [InlineData(""" "stop":["zz","lo"]""", "stop")]
    public async Task limits_are_honoured_and_the_reason_is_told(string field, string reason)
    {
        var answer = await Json(HttpStatusCode.OK, Chat($$"""{"model":"builtin/echo",{{field}},"messages":[{"role":"user","content":"hello world"}]}"""));
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal(reason, choice.GetProperty("finish_reason").GetString());
        Assert.DoesNotContain("world", choice.GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task a_schema_shapes_the_answer()
    {
        var answer = await Json(HttpStatusCode.OK, Chat($$"""
            {"model":"builtin/echo","messages":{{Said}},"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,
             "schema":{"type":"object","properties":{"city":{"type":"string"} },"required":["city"],"additionalProperties":false} } } }
            """));
        Assert.Equal("city", Assert.Single(JsonElement.Parse(answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!).EnumerateObject()).Name);
    }

    private async Task<string> Refused(string body, string param)
    {
        using var answer = await Chat(body);
        var error = Envelope.Checked(await Json(HttpStatusCode.BadRequest, answer));
        Assert.Equal((param, "invalid_request_error"), (error.GetProperty("param").GetString(), error.GetProperty("type").GetString()));
        return error.GetProperty("message").GetString()!;
    }

    private Task<HttpResponseMessage> Chat(string body, string? session = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Text(body) };
        if (session is not null)
            request.Headers.Add("x-session-id", session);
        return Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static string? Called(JsonElement answer)
    {
        var message = answer.GetProperty("choices")[0].GetProperty("message");
        return message.TryGetProperty("tool_calls", out var calls) ? calls[0].GetProperty("function").GetProperty("name").GetString() : null;
    }
}
