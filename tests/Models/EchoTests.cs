using System.Text.Json.Nodes;
using Platform.Contracts.Errors;
using Platform.Contracts.Models;
using Platform.Contracts.Sessions;
using Platform.Silo.Models;
using Platform.Silo.Models.Echo;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Models;

public sealed class EchoTests
{
    private static readonly ToolDefinition Weather = new(
        "get_weather",
        "The weather.",
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":2},"unit":{"enum":["C","F"]},"note":{"type":"string"}},"required":["city","days","unit"]}""");

    private readonly ManualTimeProvider _time = new();

    [Fact(Timeout = Ask.Deadline)]
    public async Task Answers_in_one_piece_without_waiting_and_without_a_timer()
    {
        var pieces = Stream("builtin/echo", Ask.Request("hello")).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var first = pieces.MoveNextAsync();
        Assert.True(first.IsCompletedSuccessfully);
        Assert.True(await first);
        Assert.Equal("echo: hello", pieces.Current.Text);
        Assert.Equal(FinishReason.Stop, pieces.Current.FinishReason);
        Assert.Equal(new TokenUsage(2, 4), pieces.Current.Usage);
        Assert.False(await pieces.MoveNextAsync());
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task History_counts_every_message_but_the_instructions()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "be kind"),
            new(ChatRole.Developer, "be short"),
            new(ChatRole.User, "one"),
            new(ChatRole.Assistant, "1 messages. echo: one"),
            new(ChatRole.User, "two"),
        ];

        Assert.Equal("3 messages. echo: two", await Text("builtin/echo?history=1", Ask.Request(messages)));
        Assert.Equal("1 messages. echo: one", await Text("builtin/echo?history=1", Ask.Request("one")));
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task Tokens_gives_exactly_that_many_pieces_and_says_so(int tokens)
    {
        var pieces = await Ask.Pieces(Stream($"builtin/echo?tokens={tokens}", Ask.Request("hello")));

        Assert.Equal(tokens, pieces.Count);
        Assert.Equal(tokens, pieces[^1].Usage!.OutputTokens);
        Assert.Equal(tokens, EchoTokens.Count(pieces.Text()));
        Assert.All(pieces.SkipLast(1), piece => Assert.Null(piece.FinishReason));
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Tokens_never_split_a_character()
    {
        var pieces = await Ask.Pieces(Stream("builtin/echo?tokens=9", Ask.Request("ab😀😀😀😀😀")));

        Assert.All(pieces, piece => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(piece.Text!))));
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Tokens_come_on_an_absolute_schedule()
    {
        var pieces = Stream("builtin/echo?tokens=4&firstTokenMs=200&tokenMs=10", Ask.Request("hello"))
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var first = pieces.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await first);

        // The reader is late: what was due meanwhile is there at once, what is not due still waits.
        _time.Advance(TimeSpan.FromMilliseconds(25));
        Assert.True(IsThere(pieces.MoveNextAsync()));
        Assert.True(IsThere(pieces.MoveNextAsync()));
        var last = pieces.MoveNextAsync().AsTask();
        Assert.False(last.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(await last);
        Assert.Equal(FinishReason.Stop, pieces.Current.FinishReason);
        await pieces.DisposeAsync();
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Cancelling_ends_a_paced_answer_at_once()
    {
        using var cancel = new CancellationTokenSource();
        await using var pieces = Model("builtin/echo?firstTokenMs=60000").Stream(Ask.Request("hello"), cancel.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var first = pieces.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public void Only_an_answer_that_never_waits_is_in_process()
    {
        Assert.True(Model("builtin/echo").IsInProcess);
        Assert.True(Model("builtin/echo?tokens=50&history=1").IsInProcess);
        Assert.False(Model("builtin/echo?tokenMs=10").IsInProcess);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task FailAfter_dies_after_that_many_tokens_even_when_the_text_is_shorter()
    {
        var seen = new List<ModelDelta>();
        var failure = await Assert.ThrowsAsync<PlatformException>(async () =>
        {
            await foreach (var piece in Stream("builtin/echo?failAfter=5", Ask.Request("hi")))
                seen.Add(piece);
        });

        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Equal(5, seen.Count);
        Assert.All(seen, piece => Assert.Null(piece.FinishReason));
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData(429, ErrorCode.ProviderFailed, true)]
    [InlineData(500, ErrorCode.ProviderFailed, false)]
    [InlineData(504, ErrorCode.ProviderTimeout, false)]
    public async Task Fail_refuses(int status, ErrorCode code, bool retryAfter)
    {
        var failure = await Assert.ThrowsAsync<PlatformException>(() => Text($"builtin/echo?fail={status}", Ask.Request("hi")));

        Assert.Equal(code, failure.Code);
        Assert.Equal(retryAfter, failure.RetryAfter is not null);
        Assert.Contains($"{status}", failure.Message);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Tool_calls_the_first_tool_with_valid_arguments_and_then_answers_with_its_result()
    {
        var options = new GenerationOptions { Tools = [Weather] };
        var pieces = await Ask.Pieces(Stream("builtin/echo?tool=1", Ask.Request("weather?", options)));

        var call = Assert.Single(pieces).ToolCall!;
        Assert.Equal("get_weather", call.Name);
        Assert.Equal("""{"city":"text","days":2,"unit":"C"}""", call.Arguments);
        Assert.Equal(FinishReason.ToolCalls, pieces[^1].FinishReason);

        ChatMessage[] messages =
        [
            new(ChatRole.User, "weather?"),
            new(ChatRole.Assistant, "", [new ToolCall(call.Id!, call.Name!, call.Arguments)]),
            new(ChatRole.Tool, "sunny", ToolCallId: call.Id),
        ];
        Assert.Equal("echo: weather? (the tool said: sunny)", await Text("builtin/echo?tool=1", Ask.Request(messages, options)));
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Tool_arguments_come_in_tokens_when_the_answer_does()
    {
        var pieces = await Ask.Pieces(Stream("builtin/echo?tool=1&tokens=1", Ask.Request("weather?", new GenerationOptions { Tools = [Weather] })));

        Assert.True(pieces.Count > 2);
        Assert.NotNull(pieces[0].ToolCall!.Id);
        Assert.Null(pieces[1].ToolCall!.Id);
        Assert.Equal("text", JsonNode.Parse(string.Concat(pieces.Select(piece => piece.ToolCall!.Arguments)))!["city"]!.GetValue<string>());
        Assert.Equal(FinishReason.ToolCalls, pieces[^1].FinishReason);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Tool_choice_is_obeyed()
    {
        var other = new ToolDefinition("other", null, null);
        ToolDefinition[] tools = [Weather, other];

        Assert.Equal("echo: hi", await Text("builtin/echo?tool=1", Ask.Request("hi", new GenerationOptions { Tools = tools, ToolChoice = "none" })));
        Assert.Equal("echo: hi", await Text("builtin/echo", Ask.Request("hi", new GenerationOptions { Tools = tools })));
        Assert.Equal("get_weather", await Called("builtin/echo", new GenerationOptions { Tools = tools, ToolChoice = "required" }));
        Assert.Equal("other", await Called("builtin/echo", new GenerationOptions { Tools = tools, ToolChoice = "function:other" }));
        var failure = await Assert.ThrowsAsync<PlatformException>(
            () => Called("builtin/echo", new GenerationOptions { Tools = tools, ToolChoice = "function:none" }));
        Assert.Equal(ErrorCode.InvalidValue, failure.Code);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Limit_of_tokens_cuts_the_answer()
    {
        var piece = Assert.Single(await Ask.Pieces(Stream("builtin/echo", Ask.Request("hello", new GenerationOptions { MaxOutputTokens = 3 }))));

        Assert.Equal("echo: hel", piece.Text);
        Assert.Equal(FinishReason.Length, piece.FinishReason);
        Assert.Equal(3, piece.Usage!.OutputTokens);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Stop_sequence_ends_the_answer()
    {
        var piece = Assert.Single(await Ask.Pieces(Stream("builtin/echo", Ask.Request("one two three", new GenerationOptions { Stop = ["three", " two"] }))));

        Assert.Equal("echo: one", piece.Text);
        Assert.Equal(FinishReason.Stop, piece.FinishReason);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Response_format_is_followed()
    {
        var format = new GenerationOptions { ResponseFormat = """{"type":"json_object"}""" };
        Assert.Equal("say \"hi\"", JsonNode.Parse(await Text("builtin/echo", Ask.Request("say \"hi\"", format)))!["echo"]!.GetValue<string>()[6..]);

        var schema = new GenerationOptions
        {
            ResponseFormat = """{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{"tags":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/tag"}}},"required":["tags"],"$defs":{"tag":{"type":"boolean"}}}}}""",
        };
        Assert.Equal("""{"tags":[false]}""", await Text("builtin/echo?tokens=1", Ask.Request("hi", schema)));
    }

    [Fact]
    public void A_schema_that_refers_to_itself_stays_bounded()
    {
        var sample = JsonSample.Of("""{"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"},"c":{"$ref":"#"}},"required":["a","b","c"]}""");

        Assert.True(sample.Length < 20_000);
        JsonNode.Parse(sample);
    }

    [Theory]
    [InlineData("builtin/echo?token=5")]
    [InlineData("builtin/echo?tokens=0")]
    [InlineData("builtin/echo?tokens=100001")]
    [InlineData("builtin/echo?tokens=five")]
    [InlineData("builtin/echo?tokens=-1")]
    [InlineData("builtin/echo?tokens")]
    [InlineData("builtin/echo?")]
    [InlineData("builtin/echo?tool=2")]
    [InlineData("builtin/echo?fail=200")]
    [InlineData("builtin/echo?tokens=1&tokens=2")]
    [InlineData("builtin/echo?tokenMs=600001")]
    public void A_wrong_knob_is_refused_with_the_list_of_knobs(string model)
    {
        var failure = Assert.Throws<PlatformException>(() => Model(model));

        Assert.Equal(ErrorCode.InvalidValue, failure.Code);
        Assert.Equal("model", failure.Param);
        Assert.Contains("firstTokenMs", failure.Message);
    }

    [Fact]
    public void The_short_path_allocates_little()
    {
        var model = Model("builtin/echo");
        var route = new ModelRoute(model);
        var request = Ask.Request("hello");
        for (var i = 0; i < 100; i++)
            Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Run();
        var perTurn = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;

        Assert.True(perTurn <= 320, $"{perTurn} bytes");

        void Run()
        {
            var pieces = route.Ask(request, CancellationToken.None).Pieces.GetAsyncEnumerator(CancellationToken.None);
            while (IsThere(pieces.MoveNextAsync()))
            {
            }
        }
    }

    private static bool IsThere(ValueTask<bool> more) => more.IsCompletedSuccessfully && more.GetAwaiter().GetResult();

    private IChatModel Model(string name) => new EchoProvider(_time).Find(name)!;

    private IAsyncEnumerable<ModelDelta> Stream(string name, ModelRequest request) =>
        Model(name).Stream(request, TestContext.Current.CancellationToken);

    private async Task<string> Text(string name, ModelRequest request) => (await Ask.Pieces(Stream(name, request))).Text();

    private async Task<string?> Called(string name, GenerationOptions options) =>
        (await Ask.Pieces(Stream(name, Ask.Request("hi", options))))[0].ToolCall?.Name;
}
