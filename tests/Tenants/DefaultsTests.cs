using Platform.Contracts.Keys;
using Platform.Contracts.Tenants;
using Platform.Silo.Tenants;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Tenants;

public sealed class DefaultsTests
{
    [Fact]
    public async Task A_tenant_that_is_created_without_them_gets_the_platforms_defaults_and_keeps_them()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (var silo = await StartSilo(redis, messages: 30, hours: 7))
        {
            Assert.Equal((30, 7), Of(await Tenant(silo, "bare").Create(new NewTenant())));
            Assert.Equal((50, 7), Of(await Tenant(silo, "half").Create(new NewTenant { MaxMessages = 50 })));
            Assert.Equal((30, 9), Of(await Tenant(silo, "other").Create(new NewTenant { TtlHours = 9 })));
        }

        await using var changed = await StartSilo(redis, messages: 40, hours: 8);
        Assert.Equal((30, 7), Of((await Tenant(changed, "bare").Get())!));
        Assert.Equal((40, 8), Of(await Tenant(changed, "later").Create(new NewTenant())));
    }

    [Fact]
    public void Defaults_that_no_tenant_could_have_are_refused()
    {
        var validator = new TenantOptionsValidator();

        Assert.True(validator.Validate(null, new TenantOptions()).Succeeded);
        Assert.Equal(2, validator.Validate(null, new TenantOptions { DefaultMaxMessages = 1, DefaultTtlHours = 8_761 }).Failures!.Count());
    }

    private static Task<ProgramHost> StartSilo(RedisServer redis, int messages, int hours) => ProgramHost.StartAsync(
        typeof(global::Platform.Silo.Models.IChatModel).Assembly,
        new()
        {
            ["ConnectionStrings:redis"] = redis.ConnectionString,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Platform:Tenants:DefaultMaxMessages"] = $"{messages}",
            ["Platform:Tenants:DefaultTtlHours"] = $"{hours}",
        });

    private static ITenantGrain Tenant(ProgramHost silo, string id) =>
        ((Orleans.IGrainFactory)silo.Services.GetService(typeof(Orleans.IGrainFactory))!).GetGrain<ITenantGrain>(GrainKey.ForTenant(id));

    private static (int, int) Of(TenantInfo tenant) => (tenant.Settings.MaxMessages, tenant.Settings.TtlHours);
}
