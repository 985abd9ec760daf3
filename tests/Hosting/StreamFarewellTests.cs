using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>Streams that are still running when the time of a stopping API replica is over.</summary>
public sealed class StreamFarewellTests(PlatformFixture platform) : ApiTest(platform)
{
    private const string Endless = "builtin/echo?tokens=10000&tokenMs=50";
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(3);

    private readonly ErrorCatcher _errors = new();

    [Fact]
    public async Task A_turn_that_outlives_its_replica_is_followed_from_another_one_without_a_gap()
    {
        await Json(HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { id = "long", agentId = AgentId }, Cancellation));
        await using var leaving = await StartReplica();
        using var client = ClientOf(leaving);
        using var stream = await Post(client, "/v1/sessions/long/messages", new { content = "hello", model = Endless, stream = true });
        var frames = SseFrame.Read(stream, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await frames.MoveNextAsync());
        leaving.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var seen = new List<SseFrame> { frames.Current };
        while (await frames.MoveNextAsync())
            seen.Add(frames.Current);
        Assert.Equal("stream.closing", seen[^1].Event);
        Assert.Null(seen[^1].Id);
        Assert.Equal("interrupted", seen[^1].Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("/events", seen[^1].Json.GetProperty("error").GetProperty("message").GetString());
        Assert.DoesNotContain("turn.failed", seen.Select(frame => frame.Event));
        await leaving.DisposeAsync();
        Assert.Empty(_errors.Seen);

        using var follow = new HttpRequestMessage(HttpMethod.Get, "/v1/sessions/long/events") { Headers = { { "Last-Event-ID", seen[^2].Id } } };
        using var other = await Owner.SendAsync(follow, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await foreach (var frame in SseFrame.Read(other, Cancellation))
        {
            Assert.Equal("message.delta", frame.Event);
            Assert.True(frame.Json.GetProperty("seq").GetInt64() > long.Parse(seen[^2].Id!, CultureInfo.InvariantCulture));
            break;
        }

        await Owner.PostAsJsonAsync("/v1/sessions/long/cancel", new { }, Cancellation);
    }

    [Fact]
    public async Task An_OpenAI_stream_ends_with_an_error_and_without_its_end_mark()
    {
        await using var leaving = await StartReplica();
        using var client = ClientOf(leaving);
        using var stream = await Post(client, "/v1/chat/completions", new { model = Endless, stream = true, messages = new[] { new { role = "user", content = "hello" } } });
        var frames = SseFrame.Read(stream, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await frames.MoveNextAsync());
        leaving.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var last = frames.Current;
        await Assert.ThrowsAsync<HttpIOException>(async () =>
        {
            while (await frames.MoveNextAsync())
                last = frames.Current;
        });
        Assert.Equal("interrupted", last.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_answer_that_is_wanted_as_a_whole_and_outlives_its_replica_is_told_where_to_look_for_it()
    {
        await Json(HttpStatusCode.Created, Owner.PostAsJsonAsync("/v1/sessions", new { id = "whole", agentId = AgentId }, Cancellation));
        await using var leaving = await StartReplica();
        using var client = ClientOf(leaving);
        var answer = Post(client, "/v1/sessions/whole/messages", new { content = "hello", model = Endless });
        await Eventually.See(
            () => Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions/whole", Cancellation)),
            session => session.GetProperty("runningTurnId").ValueKind == System.Text.Json.JsonValueKind.String,
            Cancellation);

        leaving.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var error = await Error(HttpStatusCode.ServiceUnavailable, "interrupted", answer);
        Assert.Contains("runs on", error.GetProperty("message").GetString());
        await Json(HttpStatusCode.OK, Owner.PostAsJsonAsync("/v1/sessions/whole/cancel", new { }, Cancellation));
        await Eventually.See(
            () => Json(HttpStatusCode.OK, Owner.GetAsync("/v1/sessions/whole/messages", Cancellation)),
            history => history.GetProperty("data").GetArrayLength() == 2,
            Cancellation);
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string path, object body) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, HttpCompletionOption.ResponseHeadersRead, Cancellation);

    private HttpClient ClientOf(ProgramHost api)
    {
        var client = new HttpClient { BaseAddress = api.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OwnerKey);
        return client;
    }

    private Task<ProgramHost> StartReplica() => ProgramHost.StartAsync(
        typeof(global::Platform.Api.Requests.RequestEdge).Assembly,
        new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = Platform.Redis.ConnectionString,
            ["urls"] = "http://127.0.0.1:0",
            ["Platform:Drain:Delay"] = "0",
            ["Platform:Drain:Linger"] = "0",
        },
        services =>
        {
            services.PostConfigure<HostOptions>(static options => options.ShutdownTimeout = ShortTime);
            services.AddSingleton<ILoggerProvider>(_errors);
        });

    /// <summary>Keeps what is logged as an error.</summary>
    private sealed class ErrorCatcher : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _seen = new();

        public IReadOnlyCollection<string> Seen => _seen;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                _seen.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
