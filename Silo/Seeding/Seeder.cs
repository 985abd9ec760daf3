using Microsoft.Extensions.Options;
using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;

namespace Platform.Silo.Seeding;

/// <summary>
/// Creates what a new platform begins with, once the silo has joined. Only what is missing is created: what an operator
/// changed stays changed. Any number of silos may do it at the same time.
/// </summary>
internal sealed class Seeder(IGrainFactory grains, IOptions<SeedOptions> options, TimeProvider time, ILogger<Seeder> logger) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Seed();
                return;
            }
            catch (Exception error) when (error is OrleansException or TimeoutException or PlatformException { Code: ErrorCode.StorageUnavailable or ErrorCode.Interrupted })
            {
                // Another silo or the store is lost at this moment, which must not end a silo that has sessions already.
                SeedLog.TryingAgain(logger, error.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task Seed()
    {
        var seed = options.Value;
        if (seed.AdminKey is { } adminKey)
        {
            await EnsureTenant(ApiKey.AdminTenant, new NewTenant { Name = "Platform" });
            await EnsureKey(ApiKey.AdminTenant, adminKey, KeyRole.Admin);
        }

        if (seed.DemoKey is { } demoKey)
        {
            await EnsureTenant(DemoSeed.TenantId, DemoSeed.Tenant);
            await EnsureAgent(seed.DemoModels);
            await EnsureKey(DemoSeed.TenantId, demoKey, KeyRole.Owner);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EnsureTenant(string tenantId, NewTenant seed)
    {
        var tenant = grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId));
        if (await tenant.Get() is not null)
            return;
        if (await IsNew(tenant.Create(seed)))
            SeedLog.TenantCreated(logger, tenantId);
    }

    private async Task EnsureAgent(string[] models)
    {
        var agent = grains.GetGrain<IAgentGrain>(GrainKey.ForAgent(DemoSeed.TenantId, DemoSeed.AgentId));
        if (await agent.Get() is not null)
            return;
        await agent.Put(DemoSeed.Agent(models));
        SeedLog.AgentCreated(logger, DemoSeed.AgentId, DemoSeed.TenantId, string.Join(", ", models));
    }

    private async Task EnsureKey(string tenantId, string key, KeyRole role)
    {
        var tenant = grains.GetGrain<ITenantGrain>(GrainKey.ForTenant(tenantId));
        var hash = ApiKey.Hash(key);
        if (await tenant.Authenticate(hash) is not null)
            return;
        if (await IsNew(tenant.CreateKey(new NewKey { Hash = hash, Hint = ApiKey.Hint(key), Role = role, Name = "first key" })))
            SeedLog.KeyCreated(logger, tenantId);
    }

    /// <summary>Waits for a creation; another silo may have been faster.</summary>
    private static async Task<bool> IsNew(Task creation)
    {
        try
        {
            await creation;
            return true;
        }
        catch (PlatformException error) when (error.Code == ErrorCode.AlreadyExists)
        {
            return false;
        }
    }
}
