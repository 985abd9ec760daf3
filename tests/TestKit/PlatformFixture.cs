using System.Net.Http.Headers;
using Platform.Contracts.Keys;
using Xunit;

[assembly: AssemblyFixture(typeof(Platform.Tests.TestKit.PlatformFixture))]

namespace Platform.Tests.TestKit;

/// <summary>
/// One platform for all tests of the HTTP API: a Redis server, a silo and the API, the latter two in this process and on real
/// ports. It is started by the first test that asks for it. Tests keep apart by making a tenant each.
/// </summary>
public sealed class PlatformFixture : IAsyncDisposable
{
    private readonly Lazy<Task> _started;
    private RedisServer? _redis;
    private ProgramHost? _silo;
    private ProgramHost? _api;

    public PlatformFixture() => _started = new Lazy<Task>(StartAsync);

    public string AdminKey { get; } = ApiKey.Generate(ApiKey.AdminTenant);

    public string DemoKey { get; } = ApiKey.Generate("demo");

    public Uri Address => _api!.Address;

    internal ProgramHost Api => _api!;

    internal ProgramHost Silo => _silo!;

    internal RedisServer Redis => _redis!;

    /// <summary>Waits until the platform serves.</summary>
    public Task Ready() => _started.Value;

    /// <summary>A client with a key, or without one.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
            await _api.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["PLATFORM_ADMIN_KEY"] = AdminKey,
            ["PLATFORM_KEY"] = DemoKey,
            ["urls"] = "http://127.0.0.1:0",
            ["Platform:Drain:Delay"] = "0",
            ["Platform:Drain:Linger"] = "0",
            // Every test sends from this machine's one address.
            ["Platform:Authentication:MaxFailuresPerMinute"] = "1000000",
            // The tests' own work is in the same pool of threads.
            ["Platform:Overload:MaxLateness"] = "00:01:00",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        _silo = await ProgramHost.StartAsync(typeof(global::Platform.Silo.Models.IChatModel).Assembly, settings);
        _api = await ProgramHost.StartAsync(typeof(global::Platform.Api.Requests.RequestEdge).Assembly, settings);
    }
}
