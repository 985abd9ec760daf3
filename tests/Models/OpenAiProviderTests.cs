using System.Text.Json.Nodes;
using Platform.Contracts.Errors;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Models;

public sealed class OpenAiProviderTests : IAsyncLifetime
{
    private const string Secret = "sk-test-0123456789";

    private FakeOpenAiServer _server = null!;
    private ModelHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeOpenAiServer.Start();
        _host = new ModelHost(
            null,
            ("Platform:Models:OpenAI:ApiKey", Secret),
            ("Platform:Models:OpenAI:BaseUrl", _server.Address + "/v1"),
            ("Platform:Models:OpenAI:Models:0", "gpt-test"),
            ("Platform:Models:Compatible:local:BaseUrl", _server.Address + "/local/v1"),
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
        _server.Script(FakeOpenAiServer.Answer("Hel", "lo"));

        var pieces = await Ask.Pieces(Stream("openai/gpt-test", Ask.Request("hi")));

        Assert.Equal(["Hel", "lo", null], pieces.Select(piece => piece.Text));
        Assert.Equal(FinishReason.Stop, pieces[^1].FinishReason);
        Assert.Equal(new TokenUsage(7, 2), pieces[^1].Usage);
        Assert.DoesNotContain(pieces, piece => piece.IsEmpty);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Pieces_come_as_the_provider_sends_them()
    {
        var goOn = new TaskCompletionSource();
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("first"));
            await goOn.Task;
            await exchange.Write(FakeOpenAiServer.Text("second") + FakeOpenAiServer.Finish("length") + FakeOpenAiServer.Done);
        });

        await using var pieces = Stream("openai/gpt-test", Ask.Request("hi")).GetAsyncEnumerator(Token);
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal("first", pieces.Current.Text);
        goOn.SetResult();
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal("second", pieces.Current.Text);
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal(FinishReason.Length, pieces.Current.FinishReason);
        Assert.Null(pieces.Current.Usage);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Sends_the_conversation_and_every_setting()
    {
        _server.Script(FakeOpenAiServer.Answer("ok"));
        ChatMessage[] messages =
        [
            new(ChatRole.System, "be kind"),
            new(ChatRole.Developer, "be short"),
            new(ChatRole.User, "weather?", Name: "ada"),
            new(ChatRole.Assistant, "", [new ToolCall("c1", "get_weather", """{"city":"Rome"}"""), new ToolCall("c2", "now", "")]),
            new(ChatRole.Tool, "sunny", ToolCallId: "c1"),
            new(ChatRole.Tool, "noon", ToolCallId: "c2"),
            new(ChatRole.Assistant, ""),
        ];
        var options = new GenerationOptions
        {
            Temperature = 0.5,
            TopP = 0.9,
            MaxOutputTokens = 100,
            Stop = ["END"],
            Seed = 42,
            Tools = [new ToolDefinition("get_weather", "The weather.", """{"type":"object"}""", Strict: true), new ToolDefinition("now", null, null)],
            ToolChoice = "function:get_weather",
            ParallelToolCalls = false,
            ResponseFormat = """{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object"},"strict":true}}""",
        };

        await Ask.Pieces(Stream("openai/gpt-test", Ask.Request(messages, options)));

        var request = await _server.Received(Token);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal("Bearer " + Secret, request.Header("Authorization"));
        var body = request.Body!;
        Assert.Equal("gpt-test", (string?)body["model"]);
        Assert.True((bool)body["stream"]!);
        Assert.True((bool)body["stream_options"]!["include_usage"]!);
        Assert.Equal(["system", "system", "user", "assistant", "tool", "tool"], body["messages"]!.AsArray().Select(message => (string?)message!["role"]));
        Assert.Equal("ada", (string?)body["messages"]![2]!["name"]);
        Assert.Equal("""{"city":"Rome"}""", (string?)body["messages"]![3]!["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal("{}", (string?)body["messages"]![3]!["tool_calls"]![1]!["function"]!["arguments"]);
        Assert.Equal("c2", (string?)body["messages"]![5]!["tool_call_id"]);
        Assert.Equal(0.5, (double)body["temperature"]!, 5);
        Assert.Equal(0.9, (double)body["top_p"]!, 5);
        Assert.Equal(100, (int)body["max_completion_tokens"]!);
        Assert.Equal(42, (int)body["seed"]!);
        Assert.Equal("END", (string?)body["stop"]![0]);
        Assert.True((bool)body["tools"]![0]!["function"]!["strict"]!);
        Assert.Equal("get_weather", (string?)body["tool_choice"]!["function"]!["name"]);
        Assert.False((bool)body["parallel_tool_calls"]!);
        Assert.Equal("x", (string?)body["response_format"]!["json_schema"]!["name"]);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_compatible_server_gets_the_older_name_of_the_limit_and_needs_no_key()
    {
        _server.Script(FakeOpenAiServer.Answer("ok"));

        await Ask.Pieces(Stream("compatible/local/org/llama:8b", Ask.Request("hi", new GenerationOptions { MaxOutputTokens = 5 })));

        var request = await _server.Received(Token);
        Assert.Equal("/local/v1/chat/completions", request.Path);
        Assert.Equal("org/llama:8b", (string?)request.Body!["model"]);
        Assert.Equal(5, (int)request.Body["max_tokens"]!);
        Assert.Null(request.Body["max_completion_tokens"]);
        Assert.DoesNotContain(Secret, request.Header("Authorization"));
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Several_tool_calls_come_in_pieces_under_their_own_index()
    {
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.ToolCall(0, "a", "one", "") + FakeOpenAiServer.ToolCall(0, null, null, "{\"x\":"));
            await exchange.Write(FakeOpenAiServer.ToolCall(0, null, null, "1}") + FakeOpenAiServer.ToolCall(1, "b", "two", "{}"));
            await exchange.Write(FakeOpenAiServer.Finish("tool_calls") + FakeOpenAiServer.Usage(3, 4) + FakeOpenAiServer.Done);
        });

        var pieces = await Ask.Pieces(Stream("openai/gpt-test", Ask.Request("hi")));

        var calls = pieces.Where(piece => piece.ToolCall is not null).Select(piece => piece.ToolCall!).ToArray();
        Assert.Equal(new ToolCallDelta(0, "a", "one", ""), calls[0]);
        Assert.Equal(new ToolCallDelta(0, null, null, "{\"x\":"), calls[1]);
        Assert.Equal(new ToolCallDelta(0, null, null, "1}"), calls[2]);
        Assert.Equal(new ToolCallDelta(1, "b", "two", "{}"), calls[3]);
        Assert.Equal(FinishReason.ToolCalls, pieces[^1].FinishReason);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData("cut")]
    [InlineData("malformed")]
    [InlineData("early end")]
    [InlineData("error chunk")]
    public async Task A_stream_that_breaks_fails_after_the_text_that_came(string how)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("part"));
            await read.Task;
            switch (how)
            {
                case "cut":
                    exchange.Cut();
                    break;
                case "malformed":
                    await exchange.Write("data: {\"id\":\"c1\",\"choi\n\n");
                    break;
                case "error chunk":
                    await exchange.Write("data: {\"error\":{\"message\":\"overloaded\"}}\n\n");
                    break;
            }
        });

        var seen = new List<ModelDelta>();
        var failure = await Assert.ThrowsAsync<PlatformException>(async () =>
        {
            await foreach (var piece in Stream("openai/gpt-test", Ask.Request("hi")))
            {
                seen.Add(piece);
                read.TrySetResult();
            }
        });

        Assert.Equal("part", seen.Text());
        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.StartsWith("openai/gpt-test: ", failure.Message);
        Assert.Equal(1, _server.Requests);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refused_key_is_told_without_the_key(int status)
    {
        _server.Script(exchange => exchange.Refuse(status, $$$"""{"error":{"message":"Incorrect API key provided: {{{Secret}}}"}}"""));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream("openai/gpt-test", Ask.Request("hi"))));

        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Contains("refused the platform's key", failure.Message);
        Assert.DoesNotContain(Secret, failure.ToString());
        Assert.DoesNotContain(Secret, _host.Logs.Text);
        Assert.Contains("3005", _host.Logs.Text);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_refusal_passes_on_the_reason_without_keys_and_with_an_end()
    {
        var body = new JsonObject { ["error"] = new JsonObject { ["message"] = $"bad\r\nvalue near {Secret} and sk-other-123456 " + new string('x', 5_000) } };
        _server.Script(exchange => exchange.Refuse(400, body.ToJsonString()));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream("openai/gpt-test", Ask.Request("hi"))));

        Assert.Contains("status 400: bad value near *** and *** xxx", failure.Message);
        Assert.True(failure.Message.Length < 500);
        Assert.DoesNotContain("sk-", failure.ToString());
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_redirect_is_refused()
    {
        await using var elsewhere = await FakeOpenAiServer.Start();
        _server.Script(exchange => exchange.Refuse(307, "", ("Location", elsewhere.Address + "/v1/chat/completions")));

        await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream("openai/gpt-test", Ask.Request("hi"))));

        Assert.Equal(0, elsewhere.Requests);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelling_aborts_the_request_at_the_provider(bool inMidStream)
    {
        _server.Script(async exchange =>
        {
            if (inMidStream)
                await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("part"));
            await exchange.Hang();
        });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var pieces = _host.Resolve(["openai/gpt-test"]).Ask(Ask.Request("hi"), cancel.Token).Pieces.GetAsyncEnumerator(Token);
        if (inMidStream)
            Assert.True(await pieces.MoveNextAsync());

        var next = pieces.MoveNextAsync().AsTask();
        var exchange = await _server.Received(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await exchange.Aborted.WaitAsync(Token);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_reader_that_stops_early_aborts_the_request_too()
    {
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("part"));
            await exchange.Hang();
        });

        await foreach (var _ in Stream("openai/gpt-test", Ask.Request("hi")))
            break;

        await (await _server.Received(Token)).Aborted.WaitAsync(Token);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_wrong_response_format_is_the_callers_mistake()
    {
        var options = new GenerationOptions { ResponseFormat = """{"type":"xml"}""" };

        var failure = await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream("openai/gpt-test", Ask.Request("hi", options))));

        Assert.Equal(ErrorCode.InvalidValue, failure.Code);
        Assert.Equal(0, _server.Requests);
    }

    [Theory]
    [InlineData("openai/")]
    [InlineData("openai/a b")]
    [InlineData("openai/naïve")]
    [InlineData("openai/a\nb")]
    public void A_name_that_no_model_can_have_is_refused(string model) =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<PlatformException>(() => _host.Catalog.Find(model)).Code);

    [Fact]
    public void Configured_models_are_listed_and_others_can_be_asked_for()
    {
        Assert.Equal(["builtin/echo", "openai/gpt-test"], _host.Catalog.List().Select(model => model.Id));
        Assert.NotNull(_host.Catalog.Find("openai/gpt-unlisted"));
        Assert.Same(_host.Catalog.Find("openai/gpt-unlisted"), _host.Catalog.Find("openai/gpt-unlisted"));
    }

    private IAsyncEnumerable<ModelDelta> Stream(string model, ModelRequest request) =>
        _host.Resolve([model]).Ask(request, Token).Pieces;
}
