using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Agents;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Contracts.Users;
using Platform.Silo.Models;
using Platform.Silo.Storage;
using Platform.Tests.Sessions;
using Platform.Tests.TestKit;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Tenants;

/// <summary>One silo as its Program composes it, on a Redis of its own, with models that tests control.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private ProgramHost _silo = null!;

    internal RedisServer Server { get; private set; } = null!;

    internal ScriptedModels Models { get; } = new();

    internal IGrainFactory Grains => _silo.Services.GetRequiredService<IGrainFactory>();

    internal IDatabase Database => _silo.Services.GetRequiredService<RedisStore>().Database;

    internal T Service<T>() where T : notnull => _silo.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        Server = await RedisServer.StartAsync();
        _silo = await StartSilo();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await Server.DisposeAsync();
    }

    internal Task<ProgramHost> StartSilo(Dictionary<string, string>? settings = null) => ProgramHost.StartAsync(
        typeof(IChatModel).Assembly,
        new Dictionary<string, string>(settings ?? [])
        {
            ["ConnectionStrings:redis"] = Server.ConnectionString,
            ["Logging:LogLevel:Default"] = "Warning",
        },
        services => services.AddSingleton<IModelRouter>(Models));

    /// <summary>Stops a silo that was started beside the fixture's, and waits until that one has heard of it: until then it may send calls there.</summary>
    internal async Task Stop(ProgramHost other)
    {
        var address = other.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        await other.DisposeAsync();
        await Eventually.See(
            () => Task.FromResult(Service<ISiloStatusOracle>().GetActiveSilos().Contains(address)), static isThere => !isThere, CancellationToken.None);
    }

    internal ITenantGrain Tenant(string id) => Grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(id));

    internal IAgentGrain Agent(string tenantId, string id) => Grains.GetGrain<IAgentGrain>(GrainKey.ForAgent(tenantId, id));

    internal ISessionGrain Session(string tenantId, string id) => Grains.GetGrain<ISessionGrain>(GrainKey.ForSession(tenantId, id));

    internal IUserGrain User(string tenantId, string id) => Grains.GetGrain<IUserGrain>(GrainKey.ForUser(tenantId, id));

    /// <summary>A tenant of the test's own.</summary>
    internal async Task<string> NewTenant()
    {
        var id = "t" + Guid.NewGuid().ToString("n");
        await Tenant(id).Create(new NewTenant());
        return id;
    }

    /// <summary>Every key in the store that holds a text.</summary>
    internal async Task<string[]> Keys(string text)
    {
        var keys = await Database.StoredKeysLike("*");
        return [.. keys.Where(key => key.Contains(text, StringComparison.Ordinal))];
    }
}
