using System.Net.Http.Headers;
using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>A platform whose model says what a test has written down: it asks a provider over HTTP, as it asks real ones.</summary>
public sealed class ScriptedPlatform : IAsyncLifetime
{
    /// <summary>The model that is answered by <see cref="Provider"/>.</summary>
    public const string Model = "compatible/scripted/model";

    private readonly List<ProgramHost> _hosts = [];
    private RedisServer? _redis;
    private FakeOpenAiServer? _provider;

    /// <summary>A client of the demo tenant's owner.</summary>
    public HttpClient Owner { get; } = new();

    internal FakeOpenAiServer Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _provider = await FakeOpenAiServer.Start();
        var key = ApiKey.Generate("demo");
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["PLATFORM_ADMIN_KEY"] = ApiKey.Generate(ApiKey.AdminTenant),
            ["PLATFORM_KEY"] = key,
            ["Platform:Models:Compatible:scripted:BaseUrl"] = _provider.Address + "/v1",
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var program in new[] { typeof(global::Platform.Silo.Models.IChatModel), typeof(global::Platform.Api.Requests.RequestEdge) })
            _hosts.Add(await ProgramHost.StartAsync(program.Assembly, settings));
        Owner.BaseAddress = _hosts[^1].Address;
        Owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        // The API first: silos wait for their callers.
        foreach (var host in Enumerable.Reverse(_hosts))
            await host.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }
}
