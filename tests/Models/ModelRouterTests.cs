using Platform.Contracts.Errors;
using Platform.Silo.Models;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Models;

public sealed class ModelRouterTests : IAsyncLifetime
{
    private readonly ModelHost _host = new(new ManualTimeProvider());

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact(Timeout = Ask.Deadline)]
    public async Task The_next_model_answers_when_one_fails_before_its_first_piece()
    {
        var answer = Route("builtin/echo?fail=500", "builtin/echo?failAfter=0", "builtin/echo?history=1").Ask(Ask.Request("hi"), TestContext.Current.CancellationToken);

        Assert.Equal("builtin/echo?fail=500", answer.Model);
        Assert.Equal("1 messages. echo: hi", (await Ask.Pieces(answer.Pieces)).Text());
        Assert.Equal("builtin/echo?history=1", answer.Model);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Nothing_falls_back_once_a_piece_was_given()
    {
        var answer = Route("builtin/echo?failAfter=1", "builtin/echo").Ask(Ask.Request("hi"), TestContext.Current.CancellationToken);

        var seen = new List<ModelDelta>();
        var failure = await Assert.ThrowsAsync<PlatformException>(async () =>
        {
            await foreach (var piece in answer.Pieces)
                seen.Add(piece);
        });

        Assert.Equal("echo", seen.Text());
        Assert.Equal("builtin/echo?failAfter=1", answer.Model);
        Assert.Contains("died", failure.Message);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task When_all_fail_the_error_tells_each_and_when_to_come_back()
    {
        var answer = Route("builtin/echo?fail=500", "builtin/echo?fail=429").Ask(Ask.Request("hi"), TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(answer.Pieces));

        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Contains("builtin/echo?fail=500", failure.Message);
        Assert.Contains("builtin/echo?fail=429", failure.Message);
        Assert.NotNull(failure.RetryAfter);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_caller_that_gives_up_is_no_reason_to_ask_the_next_model()
    {
        using var cancel = new CancellationTokenSource();
        var answer = Route("builtin/echo?firstTokenMs=1000", "builtin/echo").Ask(Ask.Request("hi"), cancel.Token);

        var pieces = Ask.Pieces(answer.Pieces);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pieces);
        Assert.Equal("builtin/echo?firstTokenMs=1000", answer.Model);
    }

    [Theory]
    [InlineData("gpt-5", "builtin/")]
    [InlineData("nobody/model", "builtin/")]
    [InlineData("builtin/echo2", "builtin/echo")]
    [InlineData("builtin/", "builtin/echo")]
    [InlineData("openai/gpt-5", "Platform:Models:OpenAI:ApiKey")]
    [InlineData("anthropic/claude", "ANTHROPIC_API_KEY")]
    [InlineData("compatible/local/llama", "Platform:Models:Compatible:")]
    [InlineData("compatible/", "Platform:Models:Compatible:")]
    [InlineData("", "builtin/")]
    public void An_unknown_model_is_not_found_and_the_message_says_what_would_help(string model, string hint)
    {
        var failure = Assert.Throws<PlatformException>(() => Route("builtin/echo", model));

        Assert.Equal(ErrorCode.ModelNotFound, failure.Code);
        Assert.Contains(hint, failure.Message);
    }

    [Fact]
    public void A_chain_has_one_to_eight_models()
    {
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<PlatformException>(() => Route()).Code);
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<PlatformException>(() => Route([.. Enumerable.Repeat("builtin/echo", 9)])).Code);
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<PlatformException>(() => Route("builtin/echo?" + new string('x', 300))).Code);
    }

    [Fact]
    public void A_chain_is_in_process_when_all_of_it_is()
    {
        Assert.True(Route("builtin/echo", "builtin/echo?tokens=2").IsInProcess);
        Assert.False(Route("builtin/echo", "builtin/echo?tokenMs=2").IsInProcess);
    }

    [Fact]
    public void Without_settings_only_the_test_model_is_listed_and_called_one()
    {
        var model = Assert.Single(_host.Catalog.List());

        Assert.Equal("builtin/echo", model.Id);
        Assert.Contains("test model", model.Description);
    }

    [Fact]
    public void What_is_remembered_of_names_is_bounded()
    {
        var names = new RecentlyUsed<object>(4);
        var kept = names.Add("kept", new object());
        for (var i = 0; i < 100; i++)
        {
            names.Add($"{i}", new object());
            Assert.True(names.TryGet("kept", out var again) && ReferenceEquals(kept, again));
        }

        Assert.False(names.TryGet("1", out _));
        Assert.Same(kept, names.Add("kept", new object()));
    }

    private ModelRoute Route(params string[] models) => _host.Resolve(models);
}
