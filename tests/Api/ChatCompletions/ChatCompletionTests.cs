using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.ChatCompletions;

public sealed class ChatCompletionTests(PlatformFixture platform) : ApiTest(platform)
{
    [Theory]
    [InlineData("builtin/echo")]
    [InlineData("agent/echo")]
    public async Task an_answer_has_the_wire_format_of_the_original(string model)
    {
        var answer = await Json(HttpStatusCode.OK, Chat($$"""{"model":"{{model}}","messages":[{"role":"system","content":"s"},{"role":"user","content":"hello"}]}"""));
        Assert.Equal(["id", "object", "created", "model", "choices", "usage"], Names(answer));
        Assert.StartsWith("chatcmpl-", answer.GetProperty("id").GetString());
        Assert.Equal(("chat.completion", model), (answer.GetProperty("object").GetString(), answer.GetProperty("model").GetString()));
        Assert.True(answer.GetProperty("created").TryGetInt64(out _));
        var choice = Assert.Single(answer.GetProperty("choices").EnumerateArray());
        Assert.Equal(["index", "message", "finish_reason", "logprobs"], Names(choice));
        Assert.Equal(["role", "content", "refusal"], Names(choice.GetProperty("message")));
        Assert.Equal(("assistant", "echo: hello", "stop"), (choice.GetProperty("message").GetProperty("role").GetString(), choice.GetProperty("message").GetProperty("content").GetString(), choice.GetProperty("finish_reason").GetString()));
        Assert.Equal(["prompt_tokens", "completion_tokens", "total_tokens"], Names(answer.GetProperty("usage")));
    }

    [Fact]
    public async Task a_stream_has_the_wire_format_of_the_original()
    {
        using var answer = await Chat("""{"model":"builtin/echo","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(true, answer.Headers.ConnectionClose);
        var frames = await SseFrame.Read(answer, Cancellation).ToListAsync(Cancellation);
        Assert.All(frames, static frame => Assert.Null(frame.Event));
        Assert.Equal("[DONE]", frames[^1].Data);
        var chunks = frames.SkipLast(1).Select(static frame => frame.Json).ToArray();
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
        Assert.Single(chunks.Select(static chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.Equal("assistant", Delta(chunks[0]).GetProperty("role").GetString());
        Assert.Equal("echo: hello", string.Concat(chunks.SkipLast(1).Select(static chunk => Delta(chunk).TryGetProperty("content", out var content) ? content.GetString() : "")));
        Assert.Equal("stop", chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Empty(chunks[^1].GetProperty("choices").EnumerateArray());
        Assert.True(chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task the_accept_header_makes_no_stream_and_usage_comes_only_when_asked_for()
    {
        var body = """{"model":"builtin/echo","messages":[{"role":"user","content":"hello"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Text(body), Headers = { { "Accept", "text/event-stream" } } };
        await Json(HttpStatusCode.OK, Owner.SendAsync(request, Cancellation));
        using var stream = await Chat(body.Replace("\"messages\"", "\"stream\":true,\"messages\""));
        var frames = await SseFrame.Read(stream, Cancellation).ToListAsync(Cancellation);
        Assert.DoesNotContain(frames, static frame => frame.Data!.Contains("\"usage\""));
    }

    [Fact]
    public async Task a_call_without_a_session_knows_what_it_is_sent_and_leaves_no_trace()
    {
        var body = """{"model":"builtin/echo?history=1","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":[{"type":"text","text":"c"},{"type":"text","text":"d"}]}]}""";
        Assert.StartsWith("3", Content(await Json(HttpStatusCode.OK, Chat(body))));
        Assert.EndsWith("cd", Content(await Json(HttpStatusCode.OK, Chat(body))));
        Assert.Empty((await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions", Cancellation))).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task a_call_with_a_session_adds_only_the_last_user_message()
    {
        var first = """{"model":"agent/echo","user":"ada","metadata":{"k":"v"},"messages":[{"role":"user","content":"one"}]}""";
        var second = """{"model":"builtin/echo?history=1","messages":[{"role":"user","content":"one"},{"role":"assistant","content":"echo: one"},{"role":"user","content":"two"}]}""";
        await Json(HttpStatusCode.OK, Chat(first, "bound"));
        Assert.StartsWith("3", Content(await Json(HttpStatusCode.OK, Chat(second, "bound"))));
        var session = await Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions/bound", Cancellation));
        Assert.Equal(("echo", "ada", 4), (session.GetProperty("agentId").GetString(), session.GetProperty("userId").GetString(), session.GetProperty("messageCount").GetInt32()));
        Assert.Equal("v", session.GetProperty("metadata").GetProperty("k").GetString());
    }

    [Fact]
    public async Task a_call_with_a_session_must_end_with_something_new() =>
        await Error(HttpStatusCode.BadRequest, "invalid_value", "messages", Chat("""{"model":"builtin/echo","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""", "bound"));

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("{x}")]
    public async Task a_session_header_that_is_no_id_is_refused(string id) =>
        await Error(HttpStatusCode.BadRequest, "invalid_value", "x-session-id", Chat("""{"model":"builtin/echo","messages":[{"role":"user","content":"a"}]}""", id));

    [Theory]
    [InlineData(null)]
    [InlineData("tools")]
    public async Task tools_go_round(string? session)
    {
        const string Tools = """ "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}]""";
        var asked = await Json(HttpStatusCode.OK, Chat($$"""{"model":"builtin/echo?tool=1",{{Tools}},"messages":[{"role":"user","content":"weather?"}]}""", session));
        var choice = asked.GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("content").ValueKind);
        var call = Assert.Single(choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        Assert.Equal(["id", "type", "function"], Names(call));
        Assert.Equal("get_weather", call.GetProperty("function").GetProperty("name").GetString());
        JsonElement.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);

        var answered = await Json(HttpStatusCode.OK, Chat(
            $$"""
            {"model":"builtin/echo?tool=1",{{Tools}},"messages":[{"role":"user","content":"weather?"},
             {"role":"assistant","content":null,"tool_calls":[{{call.GetRawText()}}]},
             {"role":"tool","tool_call_id":"{{call.GetProperty("id").GetString()}}","content":"sunny"}]}
            """,
            session));
        Assert.Equal("stop", answered.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.NotEqual("", Content(answered));
    }

    [Fact]
    public async Task tool_calls_are_streamed_with_index_id_type_and_name_first()
    {
        using var answer = await Chat("""{"model":"builtin/echo?tool=1","stream":true,"tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"x"}]}""");
        var calls = (await SseFrame.Read(answer, Cancellation).ToListAsync(Cancellation)).SkipLast(1).Select(static frame => frame.Json)
            .Where(static chunk => Delta(chunk).TryGetProperty("tool_calls", out _)).Select(static chunk => Delta(chunk).GetProperty("tool_calls")[0]).ToArray();
        Assert.Equal((0, "function", "f"), (calls[0].GetProperty("index").GetInt32(), calls[0].GetProperty("type").GetString(), calls[0].GetProperty("function").GetProperty("name").GetString()));
        Assert.NotEqual("", calls[0].GetProperty("id").GetString());
        JsonElement.Parse(string.Concat(calls.Select(static call => call.GetProperty("function").GetProperty("arguments").GetString())));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task a_model_that_refuses_at_once_is_an_error_status_also_for_a_stream(string stream)
    {
        using var answer = await Chat($$"""{"model":"builtin/echo?fail=500","stream":{{stream}},"messages":[{"role":"user","content":"x"}]}""");
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("provider_failed", Envelope.Checked(await Json(HttpStatusCode.BadGateway, answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task a_model_that_dies_in_mid_stream_is_told_and_the_connection_cut()
    {
        using var answer = await Chat("""{"model":"builtin/echo?tokens=5&tokenMs=20&failAfter=3","stream":true,"messages":[{"role":"user","content":"x"}]}""");
        var frames = new List<SseFrame>();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await foreach (var frame in SseFrame.Read(answer, Cancellation))
                frames.Add(frame);
        });
        Assert.Equal("provider_failed", Envelope.Checked(frames[^1].Json).GetProperty("code").GetString());
        Assert.Contains(frames, static frame => frame.Data!.Contains("\"content\":\"echo"));
        Assert.DoesNotContain(frames, static frame => frame.Data == "[DONE]");
    }

    [Fact]
    public async Task everything_that_clients_send_and_the_platform_does_not_use_is_let_pass() => await Json(HttpStatusCode.OK, Chat("""
        {"model":"builtin/echo","messages":[{"role":"developer","content":"d"},{"role":"user","content":"x","name":"ada"}],"n":1,"stop":null,"tools":[],"tool_choice":"auto",
         "stream":false,"user":"","presence_penalty":0,"frequency_penalty":0,"logit_bias":{},"logprobs":false,"store":false,"service_tier":"auto","parallel_tool_calls":true,
         "response_format":{"type":"text"},"seed":1,"temperature":1,"top_p":1,"max_tokens":10,"reasoning_effort":"low","metadata":{}}
        """));

    private Task<HttpResponseMessage> Chat(string body, string? session = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Text(body) };
        if (session is not null)
            request.Headers.TryAddWithoutValidation("x-session-id", session);
        return Owner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");

    private static string Content(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static field => field.Name);
}
