using Platform.Contracts.Agents;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Contracts.Paging;
using Platform.Contracts.Sessions;
using Platform.Silo.Agents;
using Platform.Tests.Sessions;
using Platform.Tests.Tenants;
using Xunit;

namespace Platform.Tests.Agents;

[Collection(SiloCollection.Name)]
public sealed class AgentTests(SiloFixture silo)
{
    [Fact]
    public async Task Each_change_is_a_version_and_the_same_settings_again_are_none()
    {
        var agent = silo.Agent(await silo.NewTenant(), "helper");
        Assert.Null(await agent.Get());

        var first = await agent.Put(Settings("one"));
        var same = await agent.Put(Settings("one"));
        var second = await agent.Put(Settings("two"));

        Assert.Equal((1, 1, 2), (first.Version, same.Version, second.Version));
        Assert.Equal("two", (await agent.Get())!.Settings.Instructions);
        var versions = (await agent.Versions(new PageRequest()))!;
        Assert.Equal([(2, true), (1, false)], versions.Data.Select(version => (version.Version, version.Active)));
    }

    [Fact]
    public async Task An_earlier_version_can_be_made_active_and_the_next_change_goes_on_counting()
    {
        var agent = silo.Agent(await silo.NewTenant(), "helper");
        await agent.Put(Settings("one"));
        await agent.Put(Settings("two"));

        Assert.Equal("one", (await agent.Activate(1)).Settings.Instructions);
        Assert.Equal(1, (await agent.Get())!.Version);
        Assert.Equal(3, (await agent.Put(Settings("two"))).Version);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => agent.Activate(9));
        Assert.Equal(ErrorCode.AgentNotFound, refused.Code);
    }

    [Fact]
    public async Task The_next_turn_runs_under_the_changed_agent_at_once()
    {
        var tenant = await silo.NewTenant();
        await silo.Agent(tenant, "helper").Put(Settings("one"));
        var session = silo.Session(tenant, "s");
        await session.Create(new NewSession { AgentId = "helper" });

        for (var round = 0; round < 20; round++)
        {
            await silo.Agent(tenant, "helper").Put(Settings($"round {round}"));
            await session.Send(SessionActivation.Request("hello"));
            Assert.Equal($"round {round}", silo.Models.Contexts.Last()[0].Content);
        }
    }

    [Fact]
    public async Task Old_versions_that_are_not_active_go_when_there_are_too_many()
    {
        var agent = silo.Agent(await silo.NewTenant(), "helper");
        for (var version = 1; version <= 103; version++)
            await agent.Put(Settings($"{version}"));

        var newest = (await agent.Versions(new PageRequest(100)))!;

        Assert.Null(newest.NextCursor);
        Assert.Equal((103, 4), (newest.Data[0].Version, newest.Data[^1].Version));
        await agent.Activate(4);
        await agent.Put(Settings("more"));
        Assert.Equal(104, (await agent.Get())!.Version);
    }

    [Fact]
    public async Task A_deleted_agent_is_gone_with_its_versions()
    {
        var tenant = await silo.NewTenant();
        var agent = silo.Agent(tenant, "helper");
        await agent.Put(Settings("one"));

        Assert.True(await agent.Delete());

        Assert.Null(await agent.Get());
        Assert.Null(await agent.Versions(new PageRequest()));
        Assert.False(await agent.Delete());
        Assert.Empty(await silo.Keys("agent:{" + tenant));
        Assert.Empty((await silo.Tenant(tenant).ListAgents(new PageRequest())).Data);
    }

    [Fact]
    public async Task Agents_are_listed_by_id_over_pages()
    {
        var tenant = await silo.NewTenant();
        foreach (var id in new[] { "c", "a", "e", "b", "d" })
            await silo.Agent(tenant, id).Put(Settings(id));

        var first = await silo.Tenant(tenant).ListAgents(new PageRequest(2));
        var rest = await silo.Tenant(tenant).ListAgents(new PageRequest(10, first.NextCursor));

        Assert.Equal(["a", "b"], first.Data.Select(agent => agent.Id));
        Assert.Equal(["c", "d", "e"], rest.Data.Select(agent => agent.Id));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task An_outdated_activation_cannot_undo_what_another_one_wrote()
    {
        var tenant = await silo.NewTenant();
        var agent = silo.Agent(tenant, "helper");
        await agent.Put(Settings("one"));
        var key = GrainKey.ForAgent(tenant, "helper");
        var store = silo.Service<AgentStore>();
        var before = await store.Read(key);
        // As another activation would, behind this one's back.
        await store.Write(key, before, 2, new AgentVersion(2, TimeProvider.System.GetUtcNow(), Settings("other")), []);

        Assert.False(await store.Write(key, before, 2, new AgentVersion(2, TimeProvider.System.GetUtcNow(), Settings("stale")), []));
        Assert.Equal(3, (await agent.Put(Settings("mine"))).Version);
        Assert.Equal(["mine", "other", "one"], (await agent.Versions(new PageRequest()))!.Data.Select(version => version.Settings.Instructions));
    }

    private static AgentSettings Settings(string instructions) => new()
    {
        Models = ["echo"],
        Instructions = instructions,
        Metadata = new() { ["a"] = "1", ["b"] = "2" },
    };
}
