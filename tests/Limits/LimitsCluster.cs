using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(Platform.Tests.Limits.LimitsCluster))]

namespace Platform.Tests.Limits;

/// <summary>Three API replicas before two silos and Redis, as behind a load balancer. Started by the first test that asks for it; each test has a tenant of its own.</summary>
public sealed class LimitsCluster : IAsyncDisposable
{
    private readonly Lazy<Task> _started;
    private readonly string _adminKey = ApiKey.Generate(ApiKey.AdminTenant);
    private readonly List<ProgramHost> _hosts = [];
    private RedisServer? _redis;

    public LimitsCluster() => _started = new Lazy<Task>(StartAsync);

    internal Uri[] Replicas { get; private set; } = [];

    /// <summary>Waits until the platform serves.</summary>
    public Task Ready() => _started.Value;

    internal HttpClient Client(int replica, string key) => new()
    {
        BaseAddress = Replicas[replica],
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    internal HttpClient Admin(int replica = 0) => Client(replica, _adminKey);

    /// <summary>A tenant with limits, and an owner's key.</summary>
    internal async Task<(string TenantId, string Key)> NewTenant(object? limits)
    {
        var id = $"t{Guid.NewGuid():n}"[..20];
        using var admin = Admin();
        await Answer(admin.PostAsJsonAsync("/admin/tenants", new { id, limits }));
        return (id, await NewKey(id, null));
    }

    /// <summary>An owner's key with limits of its own.</summary>
    internal async Task<string> NewKey(string tenantId, object? limits)
    {
        using var admin = Admin();
        return (await Answer(admin.PostAsJsonAsync($"/admin/tenants/{tenantId}/keys", new { role = "owner", limits }))).GetProperty("key").GetString()!;
    }

    internal async Task SetLimits(string tenantId, object limits)
    {
        using var admin = Admin();
        await Answer(admin.PatchAsJsonAsync($"/admin/tenants/{tenantId}", new { limits }));
    }

    internal static async Task<JsonElement> Answer(Task<HttpResponseMessage> answer)
    {
        using var message = await answer;
        var text = await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(message.IsSuccessStatusCode, $"{(int)message.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

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
        _redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["PLATFORM_ADMIN_KEY"] = _adminKey,
            ["urls"] = "http://127.0.0.1:0",
            ["Platform:Drain:Delay"] = "0",
            ["Platform:Drain:Linger"] = "0",
            ["Platform:Proxies:Known:0"] = "127.0.0.0/8",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var program in new[] { typeof(global::Platform.Silo.Models.IChatModel), typeof(global::Platform.Silo.Models.IChatModel) })
            _hosts.Add(await ProgramHost.StartAsync(program.Assembly, settings));
        for (var replica = 0; replica < 3; replica++)
            _hosts.Add(await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, settings));
        Replicas = [.. _hosts.TakeLast(3).Select(static host => host.Address)];
    }
}
