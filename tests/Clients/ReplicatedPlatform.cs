using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(Platform.Tests.Clients.ReplicatedPlatform))]

namespace Platform.Tests.Clients;

/// <summary>
/// What stands behind a load balancer: two API replicas before two silos and Redis, all of them real, on ports of this machine.
/// Started by the first test that asks for it. The tests share one tenant with the agents <c>echo</c> and <c>strict</c>, which
/// refuses a second turn while it is busy, and the <c>assistant</c> of the documentation. They keep apart by making a session each.
/// </summary>
public sealed class ReplicatedPlatform : IAsyncDisposable
{
    private readonly Lazy<Task> _started;
    private readonly ConcurrentDictionary<string, Lazy<Task<NodeScript>>> _scripts = new();
    private readonly List<ProgramHost> _hosts = [];
    private RedisServer? _redis;

    public ReplicatedPlatform() => _started = new Lazy<Task>(StartAsync);

    /// <summary>The tenant's key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The addresses of the API replicas.</summary>
    public Uri[] Replicas { get; private set; } = [];

    /// <summary>Waits until the platform serves.</summary>
    public Task Ready() => _started.Value;

    /// <summary>The messages of a session, oldest first, as one of the replicas tells them.</summary>
    public async Task<string[]> History(string session, CancellationToken cancellation)
    {
        using var client = Client(Replicas[^1], Key);
        var page = await client.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}/messages?limit=100", cancellation);
        return [.. page.GetProperty("data").EnumerateArray().Select(static message => message.GetProperty("content").GetString()!)];
    }

    /// <summary>A session as the platform's own API shows it.</summary>
    public async Task<JsonElement> Session(string session, CancellationToken cancellation)
    {
        using var client = Client(Replicas[^1], Key);
        return await client.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}", cancellation);
    }

    /// <summary>A session, made by the platform's own API.</summary>
    public async Task<string> NewSession(CancellationToken cancellation)
    {
        using var client = Client(Replicas[0], Key);
        using var answer = await client.PostAsJsonAsync("/v1/sessions", new { }, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetString()!;
    }

    /// <summary>Ends the turn that runs in a session.</summary>
    public async Task Cancel(string session, CancellationToken cancellation)
    {
        using var client = Client(Replicas[0], Key);
        using var answer = await client.PostAsync($"/v1/sessions/{session}/cancel", null, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A script, which is run once however many tests ask for its outcomes.</summary>
    internal Task<NodeScript> Script(string file, string[] arguments) => _scripts.GetOrAdd(
        string.Join(' ', [file, .. arguments]),
        _ => new Lazy<Task<NodeScript>>(async () =>
        {
            await NodePackages.Ready();
            await Ready();
            return await NodeScript.Run(file, arguments, this);
        })).Value;

    public async ValueTask DisposeAsync()
    {
        // The API first: silos wait for their callers.
        foreach (var host in Enumerable.Reverse(_hosts))
            await host.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private async Task StartAsync()
    {
        var adminKey = ApiKey.Generate(ApiKey.AdminTenant);
        _redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["PLATFORM_ADMIN_KEY"] = adminKey,
            ["urls"] = "http://127.0.0.1:0",
            // The tests' own work is in the same pool of threads: a client would be refused for it, and try again.
            ["Platform:Overload:MaxLateness"] = "00:01:00",
            ["Platform:Sessions:MaxSeatWait"] = "00:01:00",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var program in new[] { typeof(global::Platform.Silo.Models.IChatModel), typeof(global::Platform.Api.Requests.RequestEdge) })
        {
            for (var replica = 0; replica < 2; replica++)
                _hosts.Add(await ProgramHost.StartAsync(program.Assembly, settings));
        }

        Replicas = [.. _hosts.TakeLast(2).Select(static host => host.Address)];
        using var admin = Client(Replicas[0], adminKey);
        await Put(admin.PostAsJsonAsync("/admin/tenants", new { id = "clients" }));
        Key = (await Put(admin.PostAsJsonAsync("/admin/tenants/clients/keys", new { role = "owner" }))).GetProperty("key").GetString()!;
        using var owner = Client(Replicas[0], Key);
        foreach (var agent in new[] { "echo", "assistant" })
            await Put(owner.PutAsJsonAsync($"/v1/agents/{agent}", new { model = "builtin/echo" }));
        await Put(owner.PutAsJsonAsync("/v1/agents/strict", new { model = "builtin/echo", concurrency = "reject" }));
    }

    private static async Task<JsonElement> Put(Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        message.EnsureSuccessStatusCode();
        return await message.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static HttpClient Client(Uri address, string key) => new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };
}
