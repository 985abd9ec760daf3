using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Errors;
using Platform.Silo.Models;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Models;

/// <summary>Time limits, retries, breaker and fallback, on a clock that the tests move.</summary>
public sealed class ResilienceTests : IAsyncLifetime
{
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly List<ModelHost> _hosts = [];
    private FakeOpenAiServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await FakeOpenAiServer.Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_busy_provider_is_asked_again_when_it_said()
    {
        _server.Script(exchange => exchange.Refuse(429, "{}", ("retry-after", "7")), FakeOpenAiServer.Answer("ok"));

        var answer = Ask.Pieces(Stream(Host()));
        await _time.TimerArmed(due => due == TimeSpan.FromSeconds(7)).WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, _server.Requests);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("ok", (await answer).Text());
        Assert.Equal(2, _server.Requests);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_pause_beyond_the_budget_is_not_waited_for()
    {
        _server.Script(exchange => exchange.Refuse(429, "{}", ("retry-after", "60")));

        var failure = await Fails(Host());

        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
        Assert.Equal(1, _server.Requests);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Failures_of_the_provider_are_retried_with_a_pause()
    {
        _server.Script(exchange => exchange.Refuse(500), exchange => exchange.Refuse(503), FakeOpenAiServer.Answer("ok"));

        var answer = Ask.Pieces(Stream(Host()));
        await NextRetry();
        await NextRetry();

        Assert.Equal("ok", (await answer).Text());
        Assert.Equal(3, _server.Requests);
    }

    [Theory(Timeout = Ask.Deadline)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task What_the_request_or_the_key_is_to_blame_for_fails_at_once_and_opens_no_circuit(int status)
    {
        var host = Host();
        for (var i = 0; i < 5; i++)
        {
            _server.Script(exchange => exchange.Refuse(status));
            Assert.Equal(ErrorCode.ProviderFailed, (await Fails(host)).Code);
        }

        Assert.Equal(5, _server.Requests);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_provider_that_stays_silent_is_given_up_and_asked_again_within_the_budget()
    {
        _server.Script(exchange => exchange.Hang(), exchange => exchange.Hang());

        var answer = Ask.Pieces(Stream(Host()));
        var first = await _server.Received(Token);
        _time.Advance(TimeSpan.FromSeconds(30));
        await first.Aborted.WaitAsync(Token);
        await NextRetry();
        var second = await _server.Received(Token);
        Assert.False(second.Aborted.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(15));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => answer);
        Assert.Equal(ErrorCode.ProviderTimeout, failure.Code);
        Assert.Contains("45 s", failure.Message);
        await second.Aborted.WaitAsync(Token);
        Assert.Equal(2, _server.Requests);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_provider_that_falls_silent_in_mid_stream_is_given_up_and_never_asked_again()
    {
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("part"));
            await exchange.Hang();
        });
        await using var pieces = Stream(Host()).GetAsyncEnumerator(Token);
        Assert.True(await pieces.MoveNextAsync());

        var next = pieces.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => next);
        Assert.Equal(ErrorCode.ProviderTimeout, failure.Code);
        await (await _server.Received(Token)).Aborted.WaitAsync(Token);
        Assert.Equal(1, _server.Requests);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task An_answer_that_never_ends_is_cut_off()
    {
        _server.Script(async exchange =>
        {
            await exchange.Write(FakeOpenAiServer.Role + FakeOpenAiServer.Text("a") + FakeOpenAiServer.Text("b") + FakeOpenAiServer.Text("c"));
            await exchange.Hang();
        });
        await using var pieces = Stream(Host(("TotalTimeout", "00:01:40"))).GetAsyncEnumerator(Token);
        foreach (var _ in "abc")
        {
            Assert.True(await pieces.MoveNextAsync());
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        var next = pieces.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));

        var failure = await Assert.ThrowsAsync<PlatformException>(() => next);
        Assert.Equal(ErrorCode.ProviderTimeout, failure.Code);
        Assert.Contains("100 s", failure.Message);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_slow_reader_is_not_taken_for_a_slow_provider()
    {
        _server.Script(FakeOpenAiServer.Answer("one", "two", "three"));
        await using var pieces = Stream(Host()).GetAsyncEnumerator(Token);
        foreach (var _ in new[] { "one", "two" })
        {
            Assert.True(await pieces.MoveNextAsync());
            _time.Advance(TimeSpan.FromMinutes(5) / 2);
        }

        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal("three", pieces.Current.Text);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Three_failures_open_the_circuit_for_thirty_seconds()
    {
        var host = Host(("MaxRetries", "0"));
        for (var i = 0; i < 3; i++)
        {
            _server.Script(exchange => exchange.Refuse(500));
            await Fails(host);
        }

        var refused = await Fails(host);
        Assert.Equal(ErrorCode.ProviderFailed, refused.Code);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.RetryAfter);
        Assert.Equal(3, _server.Requests);

        _time.Advance(TimeSpan.FromSeconds(30));
        _server.Script(FakeOpenAiServer.Answer("back"), FakeOpenAiServer.Answer("again"));
        Assert.Equal("back", (await Ask.Pieces(Stream(host))).Text());
        Assert.Equal("again", (await Ask.Pieces(Stream(host))).Text());
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Each_model_has_its_own_circuit()
    {
        var host = Host(("MaxRetries", "0"));
        for (var i = 0; i < 3; i++)
        {
            _server.Script(exchange => exchange.Refuse(500));
            await Fails(host);
        }

        _server.Script(FakeOpenAiServer.Answer("ok"));
        Assert.Equal("ok", (await Ask.Pieces(Stream(host, "openai/other"))).Text());
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_chain_goes_on_at_the_next_provider()
    {
        var host = Host(("MaxRetries", "0"));
        _server.Script(exchange => exchange.Hang(), FakeOpenAiServer.Answer("from the second"));

        var answer = host.Resolve(["openai/gpt-test", "compatible/local/llama"]).Ask(Ask.Request("hi"), Token);
        var pieces = Ask.Pieces(answer.Pieces);
        await _server.Received(Token);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("from the second", (await pieces).Text());
        Assert.Equal("compatible/local/llama", answer.Model);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_provider_that_cannot_be_reached_fails_in_its_own_words()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var host = new ModelHost(
            _time,
            ("OPENAI_API_KEY", "sk-test"),
            ("OPENAI_BASE_URL", $"http://127.0.0.1:{free}/v1"),
            ("Platform:Models:Resilience:MaxRetries", "0"));
        _hosts.Add(host);

        var failure = await Fails(host);

        Assert.Equal(ErrorCode.ProviderFailed, failure.Code);
        Assert.Contains("the connection failed (ConnectionError)", failure.Message);
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task A_model_that_thinks_is_alive_and_what_it_thinks_is_not_shown()
    {
        await using var claude = await FakeAnthropicServer.Start();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        claude.Script(async exchange =>
        {
            await exchange.Write(FakeAnthropicServer.Start(3) + FakeAnthropicServer.Thinking(0, "hm"));
            await goOn.Task;
            await exchange.Write(FakeAnthropicServer.Text(1, "42") + FakeAnthropicServer.Finish("end_turn", 5) + FakeAnthropicServer.Stop);
        });
        var host = new ModelHost(
            _time, ("Platform:Models:Anthropic:ApiKey", "sk-ant"), ("Platform:Models:Anthropic:BaseUrl", claude.Address));
        _hosts.Add(host);

        var pieces = Ask.Pieces(Stream(host, "anthropic/claude-test"));
        // The limit of the first token gives way to the one between pieces.
        await _time.TimerArmed(due => due == TimeSpan.FromSeconds(60)).WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(50));
        goOn.SetResult();

        Assert.Equal(["42", null], (await pieces).Select(piece => piece.Text));
    }

    [Fact(Timeout = Ask.Deadline)]
    public async Task Every_call_is_measured_once()
    {
        var host = Host(("MaxRetries", "0"));
        var seen = new List<string>();
        using var listener = new MeterListener();
        var scope = host.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == scope && instrument.Name == "gen_ai.client.operation.duration")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            string? model = null, error = null;
            foreach (var (name, value) in tags)
            {
                model = name == "gen_ai.request.model" ? (string?)value : model;
                error = name == "error.type" ? (string?)value : error;
            }

            seen.Add($"{model} {error}");
        });
        listener.Start();

        _server.Script(FakeOpenAiServer.Answer("ok"), exchange => exchange.Refuse(500), FakeOpenAiServer.Answer("ok"));
        await Ask.Pieces(Stream(host));
        await Fails(host);
        await Ask.Pieces(Stream(host, "openai/made-up-by-a-caller"));

        Assert.Equal(["gpt-test ", "gpt-test 500", "_OTHER "], seen);
    }

    private ModelHost Host(params (string Setting, string Value)[] resilience)
    {
        var host = new ModelHost(
            _time,
            [
                ("Platform:Models:OpenAI:ApiKey", "sk-test"),
                ("Platform:Models:OpenAI:BaseUrl", _server.Address + "/v1"),
                ("Platform:Models:OpenAI:Models:0", "gpt-test"),
                ("Platform:Models:Compatible:local:BaseUrl", _server.Address + "/local/v1"),
                .. resilience.Select(pair => ("Platform:Models:Resilience:" + pair.Setting, pair.Value)),
            ]);
        _hosts.Add(host);
        return host;
    }

    private async Task NextRetry() => _time.Advance(await _time.TimerArmed(due => due <= MaxRetryDelay).WaitAsync(Token));

    private static IAsyncEnumerable<ModelDelta> Stream(ModelHost host, string model = "openai/gpt-test") =>
        host.Resolve([model]).Ask(Ask.Request("hi"), Token).Pieces;

    private static Task<PlatformException> Fails(ModelHost host) => Assert.ThrowsAsync<PlatformException>(() => Ask.Pieces(Stream(host)));
}
