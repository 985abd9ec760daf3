using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Providers;
using Platform.Silo.Models;
using Platform.Tests.Erasure;
using Platform.Tests.TestKit;
using StackExchange.Redis;
using Xunit;

namespace Platform.Tests.Providers;

public sealed class TenantKeyTests(ProviderSilos silos) : IClassFixture<ProviderSilos>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_tenants_key_serves_that_tenant_and_no_other_even_where_the_operator_has_set_up_nothing()
    {
        var (own, other) = (await silos.NewTenant(), await silos.NewTenant());
        var missing = await Assert.ThrowsAsync<PlatformException>(() => silos.Ask(0, own));
        Assert.Equal(ErrorCode.ModelNotFound, missing.Code);
        Assert.Contains("PUT /v1/providers/openai", missing.Message, StringComparison.Ordinal);
        var key = NewKey();

        await silos.Keys(own).Put("openai", new NewProviderKey(key, null));

        Assert.Equal(key, await Seen(0, own));
        Assert.Equal(key, await Seen(1, own));
        foreach (var host in new[] { 0, 1 })
            Assert.Equal(ErrorCode.ModelNotFound, (await Assert.ThrowsAsync<PlatformException>(() => silos.Ask(host, other))).Code);
        Assert.Empty((await StoreScan.Of(silos.Database)).Find(key));
    }

    [Fact]
    public async Task a_tenants_key_takes_the_operators_place_until_it_is_deleted()
    {
        var (own, other) = (await silos.NewTenant(), await silos.NewTenant());
        const string Model = "compatible/local/llama";
        Assert.Equal(ProviderSilos.OperatorKey, await silos.Ask(0, own, Model));
        var (first, second) = (NewKey(), NewKey());

        foreach (var key in new[] { first, second })
        {
            await silos.Keys(own).Put("compatible/local", new NewProviderKey(key, null));
            foreach (var host in new[] { 0, 1 })
                await Eventually.See(() => silos.Ask(host, own, Model), used => used == key, Cancellation);
        }

        Assert.Equal(ProviderSilos.OperatorKey, await silos.Ask(0, other, Model));
        Assert.True(await silos.Keys(own).Delete("compatible/local"));
        foreach (var host in new[] { 0, 1 })
            await Eventually.See(() => silos.Ask(host, own, Model), static used => used == ProviderSilos.OperatorKey, Cancellation);
        Assert.False(await silos.Keys(own).Delete("compatible/local"));
    }

    [Fact]
    public async Task a_turn_that_has_waited_uses_the_key_of_the_moment_in_which_it_runs()
    {
        var tenant = await silos.NewTenant();
        var (first, second) = (NewKey(), NewKey());
        await silos.Keys(tenant).Put("openai", new NewProviderKey(first, null));
        await Seen(0, tenant);
        var route = await silos.Hosts[0].Services.GetRequiredService<IModelRouter>().Resolve(["openai/gpt-test"], tenant);

        await silos.Keys(tenant).Put("openai", new NewProviderKey(second, null));
        await Eventually.See(() => silos.Ask(route, tenant), used => used == second, Cancellation);
        await silos.Keys(tenant).Delete("openai");
        await Eventually.See(() => Outcome(() => silos.Hosts[0].Services.GetRequiredService<IModelRouter>().Resolve(["openai/gpt-test"], tenant).AsTask()), static code => code == ErrorCode.ModelNotFound, Cancellation);
        var gone = await Assert.ThrowsAsync<PlatformException>(() => Platform.Tests.Models.Ask.Pieces(route.Ask(Platform.Tests.Models.Ask.Request("hi") with { TenantId = tenant }, Cancellation).Pieces));
        Assert.Equal(ErrorCode.ProviderFailed, gone.Code);
    }

    [Fact]
    public async Task a_key_that_fails_opens_no_other_tenants_circuit()
    {
        var (failing, working) = (await silos.NewTenant(), await silos.NewTenant());
        const string Model = "compatible/local/breaker";
        foreach (var tenant in new[] { failing, working })
        {
            await silos.Keys(tenant).Put("compatible/local", new NewProviderKey(NewKey(), null));
            await Eventually.See(() => silos.Ask(0, tenant, Model), static used => used != ProviderSilos.OperatorKey, Cancellation);
        }

        for (var attempt = 0; attempt < 6; attempt++)
        {
            silos.Server.Script(static exchange => exchange.Refuse(500));
            var route = await silos.Hosts[0].Services.GetRequiredService<IModelRouter>().Resolve([Model], failing);
            await Assert.ThrowsAsync<PlatformException>(() => Platform.Tests.Models.Ask.Pieces(route.Ask(Platform.Tests.Models.Ask.Request("hi") with { TenantId = failing }, Cancellation).Pieces));
            await silos.Server.Received(Cancellation);
            if (silos.Logs.Text.Contains($"{Model} with the key of tenant {failing} failed too often", StringComparison.Ordinal))
                break;
        }

        Assert.Contains($"with the key of tenant {failing} failed too often", silos.Logs.Text, StringComparison.Ordinal);
        Assert.NotEqual(ProviderSilos.OperatorKey, await silos.Ask(0, working, Model));
        Assert.Equal(ProviderSilos.OperatorKey, await silos.Ask(0, await silos.NewTenant(), Model));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    public async Task neither_the_log_nor_the_caller_gets_to_read_a_key_that_the_provider_repeats(int status)
    {
        var tenant = await silos.NewTenant();
        var key = Guid.NewGuid().ToString("n");
        await silos.Keys(tenant).Put("openai", new NewProviderKey(key, null));
        await Seen(0, tenant);
        silos.Server.Script(exchange => exchange.Refuse(status, $$$"""{"error":{"message":"the key '{{{key}}}' is no good"}}"""));

        var route = await silos.Hosts[0].Services.GetRequiredService<IModelRouter>().Resolve(["openai/gpt-test"], tenant);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => Platform.Tests.Models.Ask.Pieces(route.Ask(Platform.Tests.Models.Ask.Request("hi") with { TenantId = tenant }, Cancellation).Pieces));
        await silos.Server.Received(Cancellation);

        Assert.Equal(ErrorCode.ProviderFailed, refused.Code);
        Assert.Contains(status == 401 ? "the tenant's own key" : "***", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, silos.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, new NewProviderKey(key, null).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_address_of_the_tenants_own_needs_the_operators_word()
    {
        var tenant = await silos.NewTenant();
        var refused = await Assert.ThrowsAsync<PlatformException>(() => silos.Keys(tenant).Put("openai", new NewProviderKey(NewKey(), silos.Server.Address)));
        Assert.Equal((ErrorCode.InvalidValue, "baseUrl"), (refused.Code, refused.Param));
        Assert.Contains("AllowTenantBaseUrls", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await silos.Keys(tenant).List());
    }

    [Fact]
    public async Task an_address_that_the_operator_allows_is_used_and_no_longer_when_it_is_forbidden()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var server = await TestKit.Providers.FakeOpenAiServer.Start();
        var key = NewKey();
        await using (var host = await Start(redis, allowed: true))
        {
            var keys = Keys(host);
            foreach (var address in new[] { "ftp://example.org", "relative", "http://user:pw@example.org", "http://example.org/?q=1", "" })
                Assert.Equal("baseUrl", (await Assert.ThrowsAsync<PlatformException>(() => keys.Put("openai", new NewProviderKey(key, address)))).Param);
            var info = await keys.Put("openai", new NewProviderKey(key, server.Address + "/own"));
            Assert.Equal(server.Address + "/own", info.BaseUrl);
            server.Script(TestKit.Providers.FakeOpenAiServer.Answer("hello"));
            var route = await host.Services.GetRequiredService<IModelRouter>().Resolve(["openai/gpt-test"], "t");
            await Platform.Tests.Models.Ask.Pieces(route.Ask(Platform.Tests.Models.Ask.Request("hi") with { TenantId = "t" }, Cancellation).Pieces);
            Assert.StartsWith("/own", (await server.Received(Cancellation)).Path, StringComparison.Ordinal);
        }

        await using var strict = await Start(redis, allowed: false);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => strict.Services.GetRequiredService<IModelRouter>().Resolve(["openai/gpt-test"], "t").AsTask());
        Assert.Equal(ErrorCode.ProviderFailed, refused.Code);
        Assert.Equal(1, server.Requests);

        static Task<ProgramHost> Start(RedisServer redis, bool allowed) => ProgramHost.StartAsync(typeof(IChatModel).Assembly, new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = redis.ConnectionString,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Platform:Models:AllowTenantBaseUrls"] = allowed ? "true" : "false",
        });

        static IProviderKeysGrain Keys(ProgramHost host)
        {
            var grains = host.Services.GetRequiredService<Orleans.IGrainFactory>();
            grains.GetGrain<Contracts.Tenants.ITenantGrain>("t").Create(new Contracts.Tenants.NewTenant()).GetAwaiter().GetResult();
            return grains.GetGrain<IProviderKeysGrain>("t");
        }
    }

    [Fact]
    public async Task a_key_that_cannot_be_used_is_refused_and_a_short_one_gives_no_hint()
    {
        var tenant = await silos.NewTenant();
        foreach (var key in new[] { "", "with space", "line\nbreak", "ümlaut", new string('x', 513) })
            Assert.Equal((ErrorCode.InvalidValue, "apiKey"), await Refusal(() => silos.Keys(tenant).Put("openai", new NewProviderKey(key, null))));
        foreach (var provider in new[] { "builtin", "compatible/unknown", "compatible", "OpenAI", "" })
            Assert.Equal((ErrorCode.ProviderNotFound, null), await Refusal(() => silos.Keys(tenant).Put(provider, new NewProviderKey("key", null))));
        Assert.Equal((ErrorCode.TenantNotFound, null), await Refusal(() => silos.Keys("nobody").Put("openai", new NewProviderKey("key", null))));

        Assert.Equal("***", (await silos.Keys(tenant).Put("anthropic", new NewProviderKey("short", null))).Hint);
        Assert.Equal("cdef", (await silos.Keys(tenant).Put("openai", new NewProviderKey("0123456789abcdef", null))).Hint);
        Assert.Equal(["anthropic", "openai"], (await silos.Keys(tenant).List()).Select(static key => key.Name));
    }

    [Fact]
    public async Task a_key_that_is_copied_to_another_tenant_in_the_store_is_of_no_use_there()
    {
        var (own, thief) = (await silos.NewTenant(), await silos.NewTenant());
        await silos.Keys(own).Put("openai", new NewProviderKey(NewKey(), null));
        var stored = await silos.Database.HashGetAsync(StoreKey.TenantProviders(GrainKey.ForTenant(own)), "openai");
        await silos.Database.HashSetAsync(StoreKey.TenantProviders(GrainKey.ForTenant(thief)), [new HashEntry("openai", stored)]);

        var refused = await Assert.ThrowsAsync<PlatformException>(() => silos.Ask(1, thief));

        Assert.Equal(ErrorCode.ProviderFailed, refused.Code);
        Assert.Contains("PUT /v1/providers/openai", refused.Message, StringComparison.Ordinal);
    }

    private static string NewKey() => "sk-own-" + Guid.NewGuid().ToString("n");

    private static async Task<(ErrorCode, string?)> Refusal(Func<Task> attempt)
    {
        var refused = await Assert.ThrowsAsync<PlatformException>(attempt);
        return (refused.Code, refused.Param);
    }

    private static async Task<ErrorCode?> Outcome(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return null;
        }
        catch (PlatformException error)
        {
            return error.Code;
        }
    }

    /// <summary>The key with which the provider is asked, once this silo knows of one.</summary>
    private Task<string?> Seen(int host, string tenant) => Eventually.See(
        async () => await Outcome(() => silos.Hosts[host].Services.GetRequiredService<IModelRouter>().Resolve(["openai/gpt-test"], tenant).AsTask()) is null
            ? await silos.Ask(host, tenant)
            : null,
        static used => used is not null,
        Cancellation);
}
