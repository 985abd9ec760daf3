using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Contracts.Tenants;
using Platform.Silo.Requests;
using Platform.Tests.Sessions;
using Platform.Tests.Tenants;
using Xunit;

namespace Platform.Tests.Requests;

/// <summary>What is changed recognises a request by itself, whatever has become of the request's record.</summary>
[Collection(SiloCollection.Name)]
public sealed class RepeatedChangeTests(SiloFixture silo)
{
    [Fact]
    public async Task A_tenant_is_created_once_by_the_same_request()
    {
        var id = "t" + Guid.NewGuid().ToString("n");
        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => silo.Tenant(id).Create(new NewTenant { RequestToken = "one" })));

        Assert.Single(created.Distinct());
        foreach (var token in new[] { "two", null })
        {
            var refused = await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant(id).Create(new NewTenant { RequestToken = token }));
            Assert.Equal(ErrorCode.AlreadyExists, refused.Code);
        }
    }

    [Fact]
    public async Task A_suspension_that_comes_again_does_not_undo_the_resumption_after_it()
    {
        var id = await silo.NewTenant();
        await silo.Tenant(id).SetStatus(TenantStatus.Suspended, "one");
        await silo.Tenant(id).SetStatus(TenantStatus.Active, "two");

        Assert.Equal(TenantStatus.Active, (await silo.Tenant(id).SetStatus(TenantStatus.Suspended, "one")).Status);
        Assert.Equal(TenantStatus.Suspended, (await silo.Tenant(id).SetStatus(TenantStatus.Suspended)).Status);
    }

    [Fact]
    public async Task A_key_is_created_and_rotated_once_by_the_same_request()
    {
        var id = await silo.NewTenant();
        var (first, second) = (ApiKey.Generate(id), ApiKey.Generate(id));
        var created = await silo.Tenant(id).CreateKey(New(first));
        Assert.Equal(created, await silo.Tenant(id).CreateKey(New(first)));
        var rotated = await silo.Tenant(id).RotateKey(created.Id, ApiKey.Hash(second), ApiKey.Hint(second), TimeSpan.Zero, "rotate");
        Assert.Equal(rotated, await silo.Tenant(id).RotateKey(created.Id, ApiKey.Hash(second), ApiKey.Hint(second), TimeSpan.FromHours(1), "rotate"));

        var keys = (await silo.Tenant(id).ListKeys(new PageRequest())).Data;
        Assert.Equal([rotated.Id, created.Id], keys.Select(key => key.Id));
        Assert.Null(await silo.Tenant(id).Authenticate(ApiKey.Hash(first)));

        await silo.Tenant(id).RevokeKey(created.Id);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => silo.Tenant(id).CreateKey(New(first)));
        Assert.Equal(ErrorCode.KeyNotFound, refused.Code);
    }

    [Fact]
    public async Task A_tenant_remembers_the_newest_requests_only()
    {
        var id = await silo.NewTenant();
        var most = new RequestOptions().MaxTokens;
        for (var number = 0; number <= most; number++)
            await silo.Tenant(id).SetStatus(TenantStatus.Suspended, $"{number}");

        await silo.Tenant(id).SetStatus(TenantStatus.Active);

        Assert.Equal(TenantStatus.Active, (await silo.Tenant(id).SetStatus(TenantStatus.Suspended, "1")).Status);
        Assert.Equal(TenantStatus.Suspended, (await silo.Tenant(id).SetStatus(TenantStatus.Suspended, "0")).Status);
    }

    [Fact]
    public async Task An_activation_that_comes_again_does_not_undo_the_one_after_it()
    {
        var agent = silo.Agent(await silo.NewTenant(), "helper");
        await agent.Put(Settings("one"));
        await agent.Put(Settings("two"));

        Assert.True((await agent.Activate(2, "two")).Active);
        Assert.True((await agent.Activate(1, "one")).Active);
        Assert.Equal((2, false), ((await agent.Activate(2, "two")).Version, (await agent.Activate(2, "two")).Active));
        Assert.Equal(1, (await agent.Get())!.Version);
        await agent.Put(Settings("three"));
        Assert.False((await agent.Activate(1, "one")).Active);
        Assert.True((await agent.Activate(1, "another")).Active);
    }

    [Fact]
    public async Task A_session_is_created_once_by_the_same_request_also_on_another_activation()
    {
        await using var lab = await SessionLab.StartAsync(silo.Server);
        var settings = new NewSession { AgentId = "helper", Title = "mine", RequestToken = "one" };
        var (here, there) = (lab.Activate(), lab.Activate());

        var created = await Task.WhenAll(here.Create(settings), here.Create(settings), there.Create(settings), there.Create(settings));

        Assert.Single(created.Select(session => session.CreatedAt).Distinct());
        Assert.All(created, session => Assert.Equal("mine", session.Title));
        await lab.Activate().Update(new SessionChanges { Title = "changed" });
        Assert.Equal("changed", (await lab.Activate().Create(settings)).Title);
        foreach (var token in new[] { "two", null })
        {
            var refused = await Assert.ThrowsAsync<PlatformException>(() => lab.Activate().Create(settings with { RequestToken = token }));
            Assert.Equal(ErrorCode.AlreadyExists, refused.Code);
        }
    }

    [Fact]
    public async Task A_change_of_a_session_that_comes_again_does_not_undo_the_one_after_it()
    {
        await using var lab = await SessionLab.StartAsync(silo.Server);
        var session = lab.Activate();
        await session.Create();
        await session.Update(new SessionChanges { Title = "one", RequestToken = "one" });
        await session.Update(new SessionChanges { Title = "two" });

        foreach (var activation in new[] { session, lab.Activate() })
            Assert.Equal("two", (await activation.Update(new SessionChanges { Title = "one", RequestToken = "one" })).Title);
        Assert.Equal("one", (await lab.Activate().Update(new SessionChanges { Title = "one", RequestToken = "other" })).Title);
    }

    [Fact]
    public async Task Changes_at_the_same_moment_keep_what_the_others_changed()
    {
        await using var lab = await SessionLab.StartAsync(silo.Server);
        var session = lab.Activate();
        await session.Create();

        await Task.WhenAll(
            session.Update(new SessionChanges { Title = "t" }), session.Update(new SessionChanges { Metadata = new() { ["a"] = "b" } }),
            session.Update(new SessionChanges { TtlHours = 3 }), session.Update(new SessionChanges { Concurrency = ConcurrencyPolicy.Reject }));

        var info = (await lab.Activate().Get())!;
        Assert.Equal(("t", "b", 3, ConcurrencyPolicy.Reject), (info.Title, info.Metadata["a"], info.TtlHours, info.Concurrency));
    }

    private static NewKey New(string key) => new() { Hash = ApiKey.Hash(key), Hint = ApiKey.Hint(key), Role = KeyRole.Owner, RequestToken = "create" };

    private static AgentSettings Settings(string instructions) => new() { Models = ["echo"], Instructions = instructions };
}
