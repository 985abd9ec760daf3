using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Contracts.Keys;
using Platform.Tests.Cluster;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>How a silo leaves when it is asked to, seen by those who talk to its sessions. The cluster is the tests' own.</summary>
public sealed class SiloDrainTests : IAsyncLifetime
{
    // Each silo of two has its share of so many sessions, but for one run in many thousands.
    private const int Sessions = 16;

    private readonly string _adminKey = ApiKey.Generate(ApiKey.AdminTenant);
    private readonly string _key = ApiKey.Generate("demo");
    private RedisServer _redis = null!;
    private ProgramHost _silo = null!;
    private ProgramHost _api = null!;
    private HttpClient _client = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        _redis = await RedisServer.StartAsync();
        _silo = await StartSilo();
        _api = await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, Settings());
        _client = HttpSteps.Client(_api.Address, _key);
        _admin = HttpSteps.Client(_api.Address, _adminKey);
        // The demo tenant is seeded by the silo.
        await Eventually.See(async () => (await _client.GetAsync("/v1/agents/assistant", Cancellation)).StatusCode, status => status == HttpStatusCode.OK, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _admin?.Dispose();
        if (_api is not null)
            await _api.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Asked_to_stop_it_finishes_its_turns_hands_its_sessions_over_and_leaves_the_table()
    {
        await using var leaving = SiloProcess.Start(_redis.ConnectionString);
        await Eventually.See(() => _admin.SessionsPerSilo(Cancellation), silos => silos.Count == 2, Cancellation);
        var sessions = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => _client.CreateSession(Cancellation)));
        var running = sessions.Select((session, index) => Converse(session, "builtin/echo?tokens=20&tokenMs=100", stream: index % 2 == 0)).ToArray();
        await Eventually.See(() => _admin.SessionsPerSilo(Cancellation), silos => silos.Values.Sum() >= Sessions && silos.Values.Min() > 0, Cancellation);

        Assert.Equal(0, await leaving.Stop(Cancellation));
        await Task.WhenAll(running);
        Assert.Single(await _admin.SessionsPerSilo(Cancellation));
        Assert.All(await Task.WhenAll(sessions.Select(session => _client.Say(session, "again", Cancellation))), answer => Assert.Equal("echo: again", answer));
        Assert.All(await Task.WhenAll(sessions.Select(session => _client.History(session, Cancellation))), history => Assert.Equal(4, history.Length));
    }

    [Fact]
    public async Task A_stream_runs_on_while_the_silo_has_time_left()
    {
        // More than half of the time that the host gives its silo, and less than all of it.
        const string EightSeconds = "builtin/echo?tokens=80&tokenMs=100";
        var leaving = await StartSilo(static services => services.PostConfigure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(14)));
        await Eventually.See(() => _admin.SessionsPerSilo(Cancellation), silos => silos.Count == 2, Cancellation);
        var sessions = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => _client.CreateSession(Cancellation)));
        var running = sessions.Select(session => Converse(session, EightSeconds, stream: true)).ToArray();
        await Eventually.See(() => _admin.SessionsPerSilo(Cancellation), silos => silos.Values.Sum() >= Sessions && silos.Values.Min() > 0, Cancellation);
        await leaving.DisposeAsync();
        await Task.WhenAll(running);
    }

    private async Task Converse(string session, string model, bool stream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content = "hello", model, stream }) };
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await Explain(answer));
        if (!stream)
        {
            Assert.Equal("completed", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("status").GetString());
            return;
        }

        SseFrame? last = null;
        await foreach (var frame in SseFrame.Read(answer, Cancellation))
            last = frame;
        Assert.True(last?.Event == "turn.completed", last?.Data);
    }

    private static async Task<string> Explain(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Cancellation);

    private Task<ProgramHost> StartSilo(Action<IServiceCollection>? change = null) =>
        ProgramHost.StartAsync(typeof(global::Platform.Silo.Models.IChatModel).Assembly, Settings(), change);

    private Dictionary<string, string> Settings() => new()
    {
        ["ConnectionStrings:redis"] = _redis.ConnectionString,
        ["PLATFORM_ADMIN_KEY"] = _adminKey,
        ["PLATFORM_KEY"] = _key,
        ["urls"] = "http://127.0.0.1:0",
        ["Platform:Drain:Delay"] = "0",
        ["Platform:Drain:Linger"] = "0",
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
