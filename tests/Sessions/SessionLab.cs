using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Contracts.Agents;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;
using Platform.ServiceDefaults;
using Platform.Silo.Agents;
using Platform.Silo.Models;
using Platform.Silo.Sessions;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;
using Platform.Tests.TestKit;
using StackExchange.Redis;

namespace Platform.Tests.Sessions;

/// <summary>
/// The services of one silo as the product registers them, on a real Redis, with a clock and models that the test moves.
/// Sessions are activated by hand, so that a test can have two activations of one session.
/// </summary>
internal sealed class SessionLab : IAsyncDisposable
{
    private readonly IHost _host;

    private SessionLab(IHost host, string tenantId) => (_host, TenantId) = (host, tenantId);

    public string TenantId { get; }

    public ManualTimeProvider Time => (ManualTimeProvider)Service<TimeProvider>();

    public TimeProvider Clock => Service<TimeProvider>();

    public ScriptedModels Models => (ScriptedModels)Service<IModelRouter>();

    public RedisStore Redis => Service<RedisStore>();

    /// <summary>A silo with a tenant of its own and an agent <c>helper</c>.</summary>
    public static async Task<SessionLab> StartAsync(
        RedisServer redis, Dictionary<string, string?>? settings = null, TenantSettings? tenant = null, AgentSettings? agent = null,
        TimeProvider? time = null, string? connectionString = null, string? tenantId = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Configuration["ConnectionStrings:redis"] = connectionString ?? redis.ConnectionString;
        builder.Services.AddSingleton<TimeProvider>(time ?? new ManualTimeProvider());
        builder.AddServiceDefaults();
        builder.AddPlatformRedis();
        builder.AddPlatformTenants();
        builder.AddPlatformAgents();
        builder.AddPlatformSessions();
        builder.Services.AddSingleton<IModelRouter, ScriptedModels>();
        // The eraser needs grains; sessions by themselves don't.
        builder.Services.RemoveAll<TenantEraser>();
        services?.Invoke(builder.Services);
        var lab = new SessionLab(builder.Build(), tenantId ?? "t" + Guid.NewGuid().ToString("n"));
        await lab.Redis.Teach(lab.Service<IEnumerable<RedisScript>>());
        await lab.PutTenant(tenant ?? new TenantSettings());
        await lab.PutAgent("helper", agent ?? new AgentSettings { Models = ["scripted"], Instructions = "Help." });
        return lab;
    }

    public T Service<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public SessionActivation Activate(string sessionId = "s1") =>
        new(GrainKey.ForSession(TenantId, sessionId), Service<SessionServices>(), Clock);

    public async Task PutTenant(TenantSettings settings, TenantStatus status = TenantStatus.Active)
    {
        var key = StoreKey.Tenant(GrainKey.ForTenant(TenantId));
        var before = await Service<TenantStore>().Read(key);
        await Service<TenantStore>().Write(key, before?.Revision ?? 0, new TenantDocument { Settings = settings, Status = status, CreatedAt = Clock.GetUtcNow() });
        Service<ChangeFeed>().Publish(key);
    }

    public async Task PutAgent(string agentId, AgentSettings settings)
    {
        var key = GrainKey.ForAgent(TenantId, agentId);
        var before = await Service<AgentStore>().Read(key);
        var next = new AgentVersion((before?.Active ?? 0) + 1, Clock.GetUtcNow(), settings);
        await Service<AgentStore>().Write(key, before, next.Version, next, []);
        Service<ChangeFeed>().Publish(StoreKey.Agent(key));
    }

    public string Key(Func<string, string> storeKey, string sessionId = "s1") => storeKey(GrainKey.ForSession(TenantId, sessionId));

    public Task<RedisValue[]> Log(string sessionId = "s1") => Redis.Database.ListRangeAsync(Key(StoreKey.SessionLog, sessionId));

    /// <summary>How many session keys hold a text.</summary>
    public async Task<int> CountKeys(string text)
    {
        var keys = await Redis.Database.StoredKeysLike("platform:session:*");
        return keys.Count(key => key.Contains(text, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Service<IServiceProvider>().GetRequiredKeyedService<IConnectionMultiplexer>(RedisRegistration.Name).CloseAsync();
        _host.Dispose();
    }
}
