using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Api.Overload;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Overload;

/// <summary>A replica of its own that is as late as the test says.</summary>
public sealed class OverloadTests(PlatformFixture platform) : ApiTest(platform)
{
    private static readonly (string Path, string Body)[] Turns =
    [
        ("/v1/sessions/overload/messages", """{"content":"hi","model":"builtin/echo"}"""),
        ("/v1/chat/completions", """{"model":"builtin/echo","messages":[{"role":"user","content":"hi"}]}"""),
        ("/v1/chat/completions", """{"model":"builtin/echo","stream":true,"messages":[{"role":"user","content":"hi"}]}"""),
        ("/v1/responses", """{"model":"builtin/echo","input":"hi"}"""),
    ];

    // It stands still but for what a test moves it: the gate lets in a few per second at its worst, however slowly they come.
    private readonly ManualTimeProvider _time = new();
    private long _lateTicks;

    [Fact]
    public async Task A_replica_that_is_late_refuses_turns_of_every_kind_at_once_serves_the_rest_and_takes_them_again_when_it_is_not()
    {
        await using var replica = await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, Settings(), services =>
            services.AddSingleton(provider => new TurnGate(
                () => new TimeSpan(Interlocked.Read(ref _lateTicks)), Options.Create(new OverloadOptions()), _time, NullLogger<TurnGate>.Instance)));
        using var http = new HttpClient { BaseAddress = replica.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", OwnerKey);
        using var created = await Post(http, "/v1/sessions", """{"id":"overload"}""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        foreach (var (path, body) in Turns)
            Assert.Equal(HttpStatusCode.OK, await StatusOf(http, path, body));

        Interlocked.Exchange(ref _lateTicks, TimeSpan.FromMilliseconds(300).Ticks);
        _time.Advance(TimeSpan.FromSeconds(1));
        // It closes with this one, who has waited already.
        Assert.Equal(HttpStatusCode.OK, await StatusOf(http, Turns[0].Path, Turns[0].Body));
        _time.Advance(TimeSpan.FromMilliseconds(301));
        foreach (var (path, body) in Turns)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf(http, path, body));
        Assert.Contains("\"overloaded\"", await OverSocket(replica.Address), StringComparison.Ordinal);
        using var history = await http.GetAsync("/v1/sessions/overload/messages", Cancellation);
        Assert.Equal(HttpStatusCode.OK, history.StatusCode);

        Interlocked.Exchange(ref _lateTicks, 0);
        // A second in which some were refused, and one in which nobody was.
        for (var second = 0; second < 2; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.OK, await StatusOf(http, Turns[0].Path, Turns[0].Body));
        }

        foreach (var (path, body) in Turns)
            Assert.Equal(HttpStatusCode.OK, await StatusOf(http, path, body));
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["ConnectionStrings:redis"] = Platform.Redis.ConnectionString,
        ["urls"] = "http://127.0.0.1:0",
        ["Platform:Drain:Delay"] = "0",
        ["Platform:Drain:Linger"] = "0",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    private static async Task<HttpStatusCode> StatusOf(HttpClient http, string path, string body)
    {
        using var answer = await Post(http, path, body);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.Contains("\"code\":\"overloaded\"", await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        }

        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> Post(HttpClient http, string path, string body) =>
        http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

    private async Task<string> OverSocket(Uri address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {OwnerKey}");
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/v1/responses" }.Uri, Cancellation);
        await socket.SendAsync("""{"type":"response.create","model":"builtin/echo","input":"hi"}"""u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        var buffer = new byte[64 * 1024];
        var read = await socket.ReceiveAsync(buffer, Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }
}
