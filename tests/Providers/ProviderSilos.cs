using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts.Keys;
using Platform.Contracts.Providers;
using Platform.Contracts.Tenants;
using Platform.Silo.Models;
using Platform.Silo.Storage;
using Platform.Tests.TestKit;
using Platform.Tests.TestKit.Providers;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Providers;

/// <summary>
/// Two silos as their Program composes them, on a Redis of their own, with a fake provider: as <c>openai</c>, which the
/// operator has given an address but no key, and as <c>compatible/local</c>, which has the operator's key.
/// </summary>
public sealed class ProviderSilos : IAsyncLifetime
{
    public const string OperatorKey = "sk-operator-0123456789abcdef";

    private readonly List<ProgramHost> _hosts = [];

    internal RedisServer Redis { get; private set; } = null!;

    internal FakeOpenAiServer Server { get; private set; } = null!;

    internal LogCollector Logs { get; } = new();

    internal IDatabase Database => _hosts[0].Services.GetRequiredService<RedisStore>().Database;

    internal IReadOnlyList<ProgramHost> Hosts => _hosts;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        Server = await FakeOpenAiServer.Start();
        for (var index = 0; index < 2; index++)
            _hosts.Add(await Start([]));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await Server.DisposeAsync();
        await Redis.DisposeAsync();
    }

    /// <summary>One more silo, which the caller has to end.</summary>
    internal Task<ProgramHost> Start(Dictionary<string, string> settings) => ProgramHost.StartAsync(
        typeof(IChatModel).Assembly,
        new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings:redis"] = Redis.ConnectionString,
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:Console:LogLevel:Default"] = "None",
            ["Platform:Models:OpenAI:BaseUrl"] = Server.Address + "/v1",
            ["Platform:Models:Compatible:local:BaseUrl"] = Server.Address + "/v1",
            ["Platform:Models:Compatible:local:ApiKey"] = OperatorKey,
            ["Platform:Models:Resilience:MaxRetries"] = "0",
            ["Platform:Models:Resilience:BreakerFailures"] = "2",
        },
        services => services.AddSingleton<ILoggerProvider>(Logs));

    internal async Task<string> NewTenant()
    {
        var id = "t" + Guid.NewGuid().ToString("n");
        await Grain<ITenantGrain>(GrainKey.ForTenant(id)).Create(new NewTenant());
        return id;
    }

    internal IProviderKeysGrain Keys(string tenantId) => Grain<IProviderKeysGrain>(GrainKey.ForTenant(tenantId));

    /// <summary>The key with which the provider is asked for a tenant, on one of the silos.</summary>
    internal async Task<string?> Ask(int host, string tenantId, string model = "openai/gpt-test")
    {
        var route = await _hosts[host].Services.GetRequiredService<IModelRouter>().Resolve([model], tenantId);
        return await Ask(route, tenantId);
    }

    /// <summary>The same by a chain that was found before.</summary>
    internal async Task<string?> Ask(ModelRoute route, string tenantId)
    {
        var cancellation = TestContext.Current.CancellationToken;
        Server.Script(FakeOpenAiServer.Answer("hello"));
        await Platform.Tests.Models.Ask.Pieces(route.Ask(Platform.Tests.Models.Ask.Request("hi") with { TenantId = tenantId }, cancellation).Pieces);
        return (await Server.Received(cancellation)).Header("authorization")?["Bearer ".Length..];
    }

    private T Grain<T>(string key) where T : IGrainWithStringKey => _hosts[0].Services.GetRequiredService<IGrainFactory>().GetGrain<T>(key);
}
