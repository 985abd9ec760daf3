using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Tests.Sessions;
using Xunit;

namespace Platform.Tests.Tenants;

[Collection(SiloCollection.Name)]
public sealed class TenantTests(SiloFixture silo)
{
    [Fact]
    public async Task A_tenant_is_created_once_changed_and_listed()
    {
        var id = await silo.NewTenant();
        var again = await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant(id).Create(new NewTenant()));
        var changed = await silo.Tenant(id).Update(new TenantChanges { Name = "Acme", MaxMessages = 10 });

        Assert.Equal(ErrorCode.AlreadyExists, again.Code);
        Assert.Equal(("Acme", 10, TenantSettings.DefaultTtlHours), (changed.Settings.Name, changed.Settings.MaxMessages, changed.Settings.TtlHours));
        Assert.Equal(changed, await silo.Tenant(id).Get());
        Assert.Contains(id, await AllTenants());
        Assert.Null(await silo.Tenant("nobody").Get());
        Assert.Equal(ErrorCode.TenantNotFound, (await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant("nobody").Update(new TenantChanges()))).Code);
    }

    [Fact]
    public async Task A_key_authenticates_until_it_is_revoked_and_only_its_hash_is_stored()
    {
        var id = await silo.NewTenant();
        var key = ApiKey.Generate(id);
        var info = await silo.Tenant(id).CreateKey(New(key) with { Role = KeyRole.Agent, UserId = "ann", AgentId = "helper" });

        var principal = (await silo.Tenant(id).Authenticate(ApiKey.Hash(key)))!;

        Assert.Equal((id, info.Id, KeyRole.Agent, "ann", "helper"), (principal.TenantId, principal.KeyId, principal.Role, principal.UserId, principal.AgentId));
        Assert.StartsWith("key_", info.Id);
        Assert.Null(await silo.Tenant(id).Authenticate(ApiKey.Hash(ApiKey.Generate(id))));
        Assert.Null(await silo.Tenant("other").Authenticate(ApiKey.Hash(key)));
        Assert.Equal(ErrorCode.AlreadyExists, (await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant(id).CreateKey(New(key)))).Code);
        var stored = (string)(await silo.Database.HashGetAsync(StoreKey.Tenant(GrainKey.ForTenant(id)), "document"))!;
        Assert.DoesNotContain(key[^32..], stored);

        Assert.True(await silo.Tenant(id).RevokeKey(info.Id));
        Assert.Null(await silo.Tenant(id).Authenticate(ApiKey.Hash(key)));
        Assert.False(await silo.Tenant(id).RevokeKey(info.Id));
    }

    [Fact]
    public async Task A_rotated_key_works_beside_its_successor_until_the_grace_is_over()
    {
        var id = await silo.NewTenant();
        var (old, next, last) = (ApiKey.Generate(id), ApiKey.Generate(id), ApiKey.Generate(id));
        var first = await silo.Tenant(id).CreateKey(New(old) with { Role = KeyRole.Agent, UserId = "ann" });

        var second = await silo.Tenant(id).RotateKey(first.Id, ApiKey.Hash(next), ApiKey.Hint(next), TimeSpan.FromHours(1));
        Assert.Equal((KeyRole.Agent, "ann", ApiKey.Hint(next)), (second.Role, second.UserId, second.Hint));
        Assert.NotNull((await silo.Tenant(id).Authenticate(ApiKey.Hash(old)))!.ExpiresAt);
        Assert.Null((await silo.Tenant(id).Authenticate(ApiKey.Hash(next)))!.ExpiresAt);

        await silo.Tenant(id).RotateKey(second.Id, ApiKey.Hash(last), ApiKey.Hint(last), TimeSpan.Zero);
        Assert.Null(await silo.Tenant(id).Authenticate(ApiKey.Hash(next)));
        Assert.NotNull(await silo.Tenant(id).Authenticate(ApiKey.Hash(last)));
        var unknown = await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant(id).RotateKey("key_x", [1], "x", TimeSpan.Zero));
        Assert.Equal(ErrorCode.KeyNotFound, unknown.Code);
    }

    [Fact]
    public async Task An_expired_key_does_not_authenticate()
    {
        var id = await silo.NewTenant();
        var key = ApiKey.Generate(id);
        await silo.Tenant(id).CreateKey(New(key) with { ExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1) });

        Assert.Null(await silo.Tenant(id).Authenticate(ApiKey.Hash(key)));
        Assert.Single((await silo.Tenant(id).ListKeys(new PageRequest())).Data);
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_over_pages()
    {
        var id = await silo.NewTenant();
        List<string> ids = [];
        for (var index = 0; index < 5; index++)
            ids.Add((await silo.Tenant(id).CreateKey(New(ApiKey.Generate(id)))).Id);

        List<string> seen = [];
        for (var page = new PageRequest(2); ;)
        {
            var keys = await silo.Tenant(id).ListKeys(page);
            seen.AddRange(keys.Data.Select(key => key.Id));
            if (keys.NextCursor is not { } cursor)
                break;
            page = new PageRequest(2, cursor);
        }

        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_suspended_tenant_has_no_turns_until_it_is_resumed()
    {
        var id = await silo.NewTenant();
        await silo.Agent(id, "helper").Put(new AgentSettings { Models = ["echo"] });
        await silo.Session(id, "s").Create(new NewSession { AgentId = "helper" });
        var key = ApiKey.Generate(id);
        await silo.Tenant(id).CreateKey(New(key));

        await silo.Tenant(id).SetStatus(TenantStatus.Suspended);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => silo.Session(id, "s").Send(SessionActivation.Request("hello")));
        Assert.Equal(ErrorCode.TenantSuspended, refused.Code);
        Assert.Equal(TenantStatus.Suspended, (await silo.Tenant(id).Authenticate(ApiKey.Hash(key)))!.TenantStatus);

        await silo.Tenant(id).SetStatus(TenantStatus.Active);
        Assert.Equal(TurnStatus.Completed, (await silo.Session(id, "s").Send(SessionActivation.Request("hello"))).Status);
    }

    [Fact]
    public async Task A_deleted_tenant_leaves_no_key_in_the_store_and_its_running_turns_stop()
    {
        var (id, other) = (await silo.NewTenant(), await silo.NewTenant());
        var key = ApiKey.Generate(id);
        await silo.Tenant(id).CreateKey(New(key));
        foreach (var tenant in new[] { id, other })
        {
            await silo.Agent(tenant, "helper").Put(new AgentSettings { Models = ["echo"] });
            for (var index = 0; index < 20; index++)
                await silo.Session(tenant, $"s{index}").Send(Creating($"user {index % 3}/{{x}}"));
        }

        // What a crash between two writes may leave behind.
        await silo.Database.SortedSetAddAsync(StoreKey.UserSessions(GrainKey.ForUser(id, "user 0/{x}")), "ghost", 1);
        var running = silo.Session(id, "s0").Send(SessionActivation.Request("long", "scripted"));
        await silo.Models.NextCall();

        Assert.NotNull(await silo.Tenant(id).Delete());

        Assert.Equal(TurnStatus.Cancelled, (await running).Status);
        Assert.Empty(await silo.Keys(id));
        Assert.DoesNotContain(id, await AllTenants());
        Assert.Null(await silo.Tenant(id).Get());
        Assert.Null(await silo.Tenant(id).Authenticate(ApiKey.Hash(key)));
        Assert.Null(await silo.Tenant(id).Delete());
        Assert.Equal(2, (await silo.Session(other, "s0").History(new HistoryRequest())).Data.Length);
        await silo.Tenant(id).Create(new NewTenant());
        Assert.Empty((await silo.Tenant(id).ListSessions(new PageRequest())).Data);
    }

    [Fact]
    public async Task Sessions_are_listed_newest_first_and_those_that_are_gone_are_left_out()
    {
        var id = await silo.NewTenant();
        await silo.Agent(id, "helper").Put(new AgentSettings { Models = ["echo"] });
        for (var index = 0; index < 7; index++)
            await silo.Session(id, $"s{index}").Create(new NewSession { AgentId = "helper", UserId = index % 2 == 0 ? "ann" : "bob" });
        await silo.Session(id, "s3").Delete();
        await silo.Database.SortedSetAddAsync(StoreKey.TenantSessions(GrainKey.ForTenant(id)), "ghost", 1);

        var all = await Pages(page => silo.Tenant(id).ListSessions(page), 2);
        var ann = await Pages(page => silo.User(id, "ann").ListSessions(page), 3);

        var created = all.Select(session => session.CreatedAt).ToArray();
        Assert.Equal(created.OrderDescending(), created);
        Assert.Equal(["s0", "s1", "s2", "s4", "s5", "s6"], all.Select(session => session.Id).Order());
        Assert.Equal(["s0", "s2", "s4", "s6"], ann.Select(session => session.Id).Order());
        Assert.DoesNotContain("ghost", (await silo.Database.SortedSetRangeByRankAsync(StoreKey.TenantSessions(GrainKey.ForTenant(id)))).Select(member => (string?)member));
    }

    [Theory]
    [InlineData("not a cursor!")]
    [InlineData("YWJj")]
    [InlineData("")]
    public async Task A_cursor_of_another_list_is_the_callers_error(string cursor)
    {
        var id = await silo.NewTenant();

        var refused = await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant(id).ListSessions(new PageRequest(10, cursor)));

        Assert.Equal((ErrorCode.InvalidValue, "cursor"), (refused.Code, refused.Param));
    }

    private static TurnRequest Creating(string userId) =>
        SessionActivation.Request("hello") with { CreateWith = new NewSession { AgentId = "helper", UserId = userId } };

    private static NewKey New(string key) => new() { Hash = ApiKey.Hash(key), Hint = ApiKey.Hint(key), Role = KeyRole.Owner };

    private async Task<string[]> AllTenants()
    {
        var directory = silo.Grains.GetGrain<ITenantDirectoryGrain>(GrainKey.Singleton);
        return [.. (await Pages(directory.List, 3)).Select(tenant => tenant.Id)];
    }

    private static async Task<List<T>> Pages<T>(Func<PageRequest, Task<Page<T>>> list, int limit)
    {
        List<T> all = [];
        for (string? cursor = null; ;)
        {
            var page = await list(new PageRequest(limit, cursor));
            all.AddRange(page.Data);
            if ((cursor = page.NextCursor) is null)
                return all;
        }
    }
}
