using System.Text.Json.Nodes;
using Platform.Contracts.Errors;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Models;

public sealed class ClaudeProviderTests : IAsyncLifetime
{
    private const string Secret = "sk-ant-0123456789";

    private FakeAnthropicServer _server = null!;
    private ModelHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeAnthropicServer.Start();
        _host = new ModelHost(
            null,
            ("ANTHROPIC_API_KEY", Secret),
            ("Platform:Models:Anthropic:BaseUrl", _server.Address),
            ("Platform:Models:Resilience:MaxRetries", "0"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Streams_an_answer_with_finish_reason_and_usage()
    {
        _server.Script(FakeAnthropicServer.Answer("Hel", "lo"));

        var pieces = await Ask.Pieces(Stream(Ask.Request("hi")));

        Assert.Equal(["Hel", "lo", null], pieces.Select(piece => piece.Text));
        Assert.Equal(FinishReason.Stop, pieces[^1].FinishReason);
        Assert.Equal(new TokenUsage(9, 2), pieces[^1].Usage);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Sends_the_conversation_in_its_own_form()
    {
        _server.Script(FakeAnthropicServer.Answer("ok"));
        ChatMessage[] messages =
        [
            new(ChatRole.System, "be kind"),
            new(ChatRole.Developer, "be short"),
            new(ChatRole.User, "weather?"),
            new(ChatRole.Assistant, "let me see", [new ToolCall("c1", "get_weather", """{"city":"Rome"}"""), new ToolCall("c2", "now", "not json")]),
            new(ChatRole.Tool, "sunny", ToolCallId: "c1"),
            new(ChatRole.Tool, "noon", ToolCallId: "c2"),
            new(ChatRole.Assistant, ""),
        ];
        var options = new GenerationOptions
        {
            Temperature = 0.5,
            Stop = ["END"],
            Tools = [new ToolDefinition("get_weather", "The weather.", """{"properties":{"city":{"type":"string"}}}"""), new ToolDefinition("now", null, null)],
            ToolChoice = "required",
            ParallelToolCalls = false,
            ResponseFormat = """{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object"}}}""",
        };

        await Ask.Pieces(Stream(Ask.Request(messages, options)));

        var request = await _server.Received(Token);
        Assert.Equal("/v1/messages", request.Path);
        Assert.Equal("Bearer " + Secret, request.Header("Authorization"));
        var body = request.Body!;
        Assert.Equal("claude-test", (string?)body["model"]);
        Assert.Equal(16_384, (int)body["max_tokens"]!);
        Assert.Equal("be kind\n\nbe short", (string?)body["system"]);
        Assert.Equal(["user", "assistant", "user"], body["messages"]!.AsArray().Select(message => (string?)message!["role"]));
        var assistant = body["messages"]![1]!["content"]!;
        Assert.Equal("let me see", (string?)assistant[0]!["text"]);
        Assert.Equal("Rome", (string?)assistant[1]!["input"]!["city"]);
        Assert.Equal("not json", (string?)assistant[2]!["input"]!["arguments"]);
        var results = body["messages"]![2]!["content"]!;
        Assert.Equal(["c1", "c2"], results.AsArray().Select(result => (string?)result!["tool_use_id"]));
        Assert.Equal("noon", (string?)results[1]!["content"]);
        Assert.Equal("object", (string?)body["tools"]![0]!["input_schema"]!["type"]);
        Assert.Equal("string", (string?)body["tools"]![0]!["input_schema"]!["properties"]!["city"]!["type"]);
        Assert.Equal("any", (string?)body["tool_choice"]!["type"]);
        Assert.True((bool)body["tool_choice"]!["disable_parallel_tool_use"]!);
        Assert.Equal("END", (string?)body["stop_sequences"]![0]);
        Assert.Equal("json_schema", (string?)body["output_config"]!["format"]!["type"]);
        Assert.Null(body["temperature"]);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Tool_calls_are_numbered_apart_from_text()
    {
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeAnthropicServer.Start(3) + FakeAnthropicServer.BlockStart(0, new JsonObject { ["type"] = "text", ["text"] = "" }));
            await exchange.Write(FakeAnthropicServer.Text(0, "let me see") + FakeAnthropicServer.BlockStop(0));
            await exchange.Write(FakeAnthropicServer.ToolStart(1, "t1", "one") + FakeAnthropicServer.Json(1, "{\"x\":") + FakeAnthropicServer.Json(1, "1}") + FakeAnthropicServer.BlockStop(1));
            await exchange.Write(FakeAnthropicServer.ToolStart(2, "t2", "two") + FakeAnthropicServer.BlockStop(2));
            await exchange.Write(FakeAnthropicServer.Finish("tool_use", 9) + FakeAnthropicServer.Stop);
        });

        var pieces = await Ask.Pieces(Stream(Ask.Request("hi")));

        Assert.Equal("let me see", pieces.Text());
        var calls = pieces.Where(piece => piece.ToolCall is not null).Select(piece => piece.ToolCall!).ToArray();
        Assert.Equal(new ToolCallDelta(0, "t1", "one", ""), calls[0]);
        Assert.Equal("{\"x\":1}", calls[1].Arguments + calls[2].Arguments);
        Assert.Equal(new ToolCallDelta(1, "t2", "two", ""), calls[3]);
        Assert.Equal(FinishReason.ToolCalls, pieces[^1].FinishReason);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("a_reason_of_tomorrow", FinishReason.Stop)]
    public async Task Every_reason_to_stop_has_its_counterpart(string reason, FinishReason expected)
    {
        _server.Script(exchange => exchange.Write(
            FakeAnthropicServer.Start(3) + FakeAnthropicServer.Text(0, "x") + FakeAnthropicServer.Finish(reason, 1) + FakeAnthropicServer.Stop));

        var pieces = await Ask.Pieces(Stream(Ask.Request("hi")));

        Assert.Equal(expected, pieces[^1].FinishReason);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData("cut")]
    [InlineData("malformed")]
    [InlineData("early end")]
    [InlineData("error event")]
    public async Task A_stream_that_breaks_fails_after_the_text_that_came(string how)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeAnthropicServer.Start(3) + FakeAnthropicServer.Text(0, "part"));
            await read.Task;
            switch (how)
            {
                case "cut":
                    exchange.Cut();
                    break;
                case "malformed":
                    await exchange.Write("event: content_block_delta\ndata: {\"type\":\"content_b\n\n");
                    break;
                case "error event":
                    await exchange.Write("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n");
                    break;
            }
        });

        var seen = new List<ModelDelta>();
        var failure = await Assert.ThrowsAsync<PlatformException>(async () =>
        {
            await foreach (var piece in Stream(Ask.Request("hi")))
            {
                seen.Add(piece);
                read.TrySetResult();
            }
        });

        Assert.Equal("part", seen.Text());
        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Equal(1, _server.Requests);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_refused_key_is_told_without_the_key()
    {
        _server.Script(exchange => exchange.Refuse(401, $$$"""{"type":"error","error":{"type":"authentication_error","message":"invalid {{{Secret}}}"}}"""));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream(Ask.Request("hi"))));

        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Contains("refused the platform's key", failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
        Assert.DoesNotContain(Secret, _host.Logs.Text);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_busy_provider_says_when_to_come_back()
    {
        _server.Script(exchange => exchange.Refuse(429, """{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""", ("Retry-After", "17")));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream(Ask.Request("hi"))));

        Assert.Equal(TimeSpan.FromSeconds(17), failure.RetryAfter);
        Assert.Contains("slow down", failure.Message);
        Assert.Equal(1, _server.Requests);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelling_aborts_the_request_at_the_provider(bool inMidStream)
    {
        _server.Script(async exchange =>
        {
            if (inMidStream)
                await exchange.Write(FakeAnthropicServer.Start(3) + FakeAnthropicServer.Text(0, "part"));
            await exchange.Hang();
        });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var pieces = _host.Resolve(["anthropic/claude-test"]).Ask(Ask.Request("hi"), cancel.Token).Pieces.GetAsyncEnumerator(Token);
        if (inMidStream)
            Assert.True(await pieces.MoveNextAsync());

        var next = pieces.MoveNextAsync().AsTask();
        var exchange = await _server.Received(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await exchange.Aborted.WaitAsync(Token);
    }

    private IAsyncEnumerable<ModelDelta> Stream(ModelRequest request) => _host.Resolve(["anthropic/claude-test"]).Ask(request, Token).Pieces;
}
