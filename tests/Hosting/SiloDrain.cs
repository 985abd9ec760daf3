using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Keys;
using Platform.Tests.Cluster;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Hosting;

/// <summary>A silo and an API replica, which a second silo joins, to leave again while it has turns. The cluster is the tests' own.</summary>
public abstract class SiloDrain : IAsyncLifetime
{
    private const int SessionsAtOnce = 8;

    private readonly string _adminKey = ApiKey.Generate(ApiKey.AdminTenant);
    private readonly string _key = ApiKey.Generate("demo");
    private ProgramHost _silo = null!;
    private ProgramHost _api = null!;

    private protected RedisServer Redis { get; private set; } = null!;

    /// <summary>A client of the demo tenant.</summary>
    private protected HttpClient Client { get; private set; } = null!;

    /// <summary>The operator's client.</summary>
    private protected HttpClient Admin { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        Redis = await RedisServer.StartAsync();
        _silo = await StartSilo();
        _api = await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, Settings());
        Client = HttpSteps.Client(_api.Address, _key);
        Admin = HttpSteps.Client(_api.Address, _adminKey);
        // The demo tenant is seeded by the silo.
        await Eventually.See(async () => (await Client.GetAsync("/v1/agents/assistant", Cancellation)).StatusCode, status => status == HttpStatusCode.OK, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Admin?.Dispose();
        if (_api is not null)
            await _api.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        if (Redis is not null)
            await Redis.DisposeAsync();
    }

    /// <summary>New sessions, so many that each of two silos has some. A silo that has just joined may get none at first.</summary>
    private protected async Task<string[]> SessionsOnBoth()
    {
        var sessions = new List<string>();
        await Eventually.See(
            async () =>
            {
                sessions.AddRange(await Task.WhenAll(Enumerable.Range(0, SessionsAtOnce).Select(_ => Client.CreateSession(Cancellation))));
                return await Admin.SessionsPerSilo(Cancellation);
            },
            static silos => silos.Count == 2 && silos.Values.Min() > 0, Cancellation);
        return [.. sessions];
    }

    /// <summary>Has a turn run, and answers when it is over. The last event of a stream; null for another answer, which has to be of a completed turn.</summary>
    private protected async Task<SseFrame?> Converse(string session, string model, bool stream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages") { Content = JsonContent.Create(new { content = "hello", model, stream }) };
        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await Explain(answer));
        if (!stream)
        {
            Assert.Equal("completed", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("status").GetString());
            return null;
        }

        SseFrame? last = null;
        await foreach (var frame in SseFrame.Read(answer, Cancellation))
            last = frame;
        Assert.NotNull(last);
        return last;
    }

    private static async Task<string> Explain(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Cancellation);

    private protected Task<ProgramHost> StartSilo(Action<IServiceCollection>? change = null) =>
        ProgramHost.StartAsync(typeof(global::Platform.Silo.Models.IChatModel).Assembly, Settings(), change);

    private Dictionary<string, string> Settings() => new()
    {
        ["ConnectionStrings:redis"] = Redis.ConnectionString,
        ["PLATFORM_ADMIN_KEY"] = _adminKey,
        ["PLATFORM_KEY"] = _key,
        ["urls"] = "http://127.0.0.1:0",
        ["Platform:Drain:Delay"] = "0",
        ["Platform:Drain:Linger"] = "0",
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
